import type { Page } from 'playwright-core'

/** Takes the frames out in which mails are shown: nothing runs in them, axe neither, which would wait for an answer. What comes next goes to another page. */
export async function withoutMails(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll('iframe[sandbox=""]').forEach((frame) => frame.remove())`)
}
