import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'

/** The console as somebody sees it who is signed in; `draft` is what the server has of one. */
type Visit = {
  page: () => Page; go: (path: string) => Promise<void>; heading: (name: string | RegExp) => Locator; button: (name: string) => Locator
  violations: () => Promise<string[]>; draft: (id: string) => Promise<Record<string, unknown>>
}

/** Writes a program as text and as a form, and sees that both are one. */
export function tellOfPrograms(visit: Visit): void {
  tellOfText(visit)
  tellOfForm(visit)
  tellOfPause(visit)
}

function tellOfPause({ page: shown, go, button, violations }: Visit): void {
  test('pauses the program and lets it go on, and says so wherever nothing is earned', async () => {
    const page = shown()
    await go('/program')
    await button('Pause the program').click()
    await page.getByRole('dialog').getByLabel('Note').fill('The stocktaking')
    await page.getByRole('dialog').getByRole('button', { name: 'Pause the program' }).click()
    const note = page.getByText(/^The program is paused, since /)
    await note.waitFor()
    await go('/feed')
    await note.waitFor()
    await page.getByText('The stocktaking').waitFor()
    expect(await violations()).toEqual([])
    await button('Let the program go on').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Let the program go on' }).click()
    await note.waitFor({ state: 'detached' })
  })
}

async function begin({ page: shown, go, heading, button }: Visit, { name, template }: { name: string; template: string | null }): Promise<void> {
  const page = shown()
  await go('/program')
  await button('New draft').click()
  await page.getByLabel('Name').fill(name)
  if (template !== null) {
    await page.getByRole('radio', { name: template, exact: true }).click()
  }
  await page.getByRole('dialog').getByRole('button', { name: 'New draft' }).click()
  await heading(name).waitFor()
  await page.getByText('No mistakes').waitFor()
}

function tellOfText(visit: Visit): void {
  const { page: shown, heading, violations } = visit
  test('checks a draft as one types, tries an order on it, and asks before it is left while it is not saved yet', async () => {
    const page = shown()
    let release = (): void => {}
    const held = new Promise<void>((resolve) => { release = resolve })
    await page.route('**/api/v1/programs/drafts/*', async (route) => {
      if (route.request().method() === 'PATCH') await held
      await route.continue()
    })
    await begin(visit, { name: 'Double', template: null })
    await page.getByText('Text', { exact: true }).click()
    const editor = page.getByRole('textbox', { name: 'The program' })
    const text = await editor.inputValue()
    await editor.fill(text.replace('"UTC"', '"Nowhere/Atall"'))
    await page.getByText(/“Nowhere\/Atall” is no time zone/).waitFor()
    expect(await violations()).toEqual([])
    await editor.fill(text.replace('"earn": "1"', '"earn": "2"'))
    await page.getByText('240', { exact: true }).waitFor()
    await seeLineStarts(editor)
    let asked = ''
    page.once('dialog', (dialog) => {
      asked = dialog.message()
      void dialog.dismiss()
    })
    await page.getByRole('link', { name: 'Members' }).click()
    await expect.poll(() => asked).toBe('What you wrote is not saved. Leave anyway?')
    await heading('Double').waitFor()
    release()
    await page.getByText(/^Saved \d/).waitFor()
    await page.unroute('**/api/v1/programs/drafts/*')
  })
}

/** From the far end of a long line back to its start, nothing of which is behind the numbers of lines. */
async function seeLineStarts(editor: Locator): Promise<void> {
  await editor.fill(`# ${'far '.repeat(100)}\n${await editor.inputValue()}`)
  await editor.press('Control+Home')
  await editor.press('End')
  const scrolled = () => editor.page().evaluate<number>("document.querySelector('.editor').scrollLeft")
  await expect.poll(scrolled).toBeGreaterThan(100)
  await editor.press('Home')
  await expect.poll(scrolled).toBe(0)
}

function tellOfForm(visit: Visit): void {
  const { page: shown, button, heading, violations, draft } = visit
  test('fills in a rate and a level as a form, leaves every comment of the text where it was, saves by itself, and is still there', async () => {
    const page = shown()
    await begin(visit, { name: 'Autumn', template: 'Fashion' })
    await page.getByRole('button', { name: /^Purchase/ }).click()
    await page.getByRole('combobox', { name: 'Rate' }).click()
    await page.getByRole('option', { name: 'So many points per 1' }).click()
    await page.getByLabel('Points for 1 USD').fill('3')
    await page.getByText('$1.00 = 3 points ≈ 15% back').waitFor()
    await page.getByText('360', { exact: true }).waitFor()
    await page.getByRole('tab', { name: 'Levels' }).click()
    await button('Add level').click()
    await page.getByRole('textbox', { name: 'Name of the level (English)' }).fill('Platinum')
    await page.getByText('spend $2,000.00 in the last 365 days').waitFor()
    expect(await violations()).toEqual([])
    await page.getByLabel('Amount', { exact: true }).fill('lots')
    await page.getByText('1 mistake', { exact: true }).first().waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('No mistakes').waitFor()
    expect(await page.getByLabel('Amount', { exact: true }).inputValue()).toBe('2000')
    await page.getByText(/^Saved \d/).waitFor()
    await button('Publish…').click()
    await page.getByRole('dialog').getByLabel('Note').fill('Autumn')
    await page.keyboard.press('Control+z')
    const asked: string[] = []
    page.once('dialog', (question) => void (asked.push(question.message()), question.dismiss()))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').getByLabel('Note').waitFor()
    page.once('dialog', (question) => void (asked.push(question.message()), question.accept()))
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(asked).toEqual(Array.from({ length: 2 }, () => 'What you typed here is not saved. Close anyway?'))
    expect(await page.getByLabel('Amount', { exact: true }).inputValue()).toBe('2000')
    const id = new URL(page.url()).pathname.split('/').at(-1) as string
    const saved = (await draft(id))['program'] as string
    for (const kept of ['      exclude_tags: [outlet]                   # the outlet earns nothing\n', '    rate: "3"\n', 'name: { en: Platinum }\n', '    # Once entered, a level is looked at again a year later; a month\'s grace, then one level down.\n']) expect(saved).toContain(kept)
    expect(saved).not.toContain('rate: market')
    await page.reload()
    await heading('Autumn').waitFor()
    expect(await page.getByRole('textbox', { name: 'Name of the level (English)' }).inputValue()).toBe('Platinum')
    await page.getByText('Both', { exact: true }).click()
    expect(await page.getByRole('textbox', { name: 'The program' }).inputValue()).toBe(saved)
    expect(await violations()).toEqual([])
  })
}
