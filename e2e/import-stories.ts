import { expect, test } from 'vitest'
import type { Visit } from './shop-stories.ts'

/** In GBK, as Excel saves it in China: 会员编号,姓名,邮箱,积分,标签 and three rows, the last with an address that is none. */
const FILE = Buffer.from('bbe1d4b1b1e0bac52cd0d5c3fb2cd3cacfe42cbbfdb7d62cb1eac7a90a4c312cc0eebbaa2c6c69687561406578616d706c652e636f6d2c3530302c7669700a4c322cd5c5cbc42c2c32302c0a4c332ccee4cee52c77757775402c352c0a', 'hex')

/** Brings members along from a file. */
export function tellOfImports({ page: shown, go, heading, button, violations }: Visit): void {
  test('brings members in from a file of Excel: sees how it is understood, what would happen and what is refused, and then does it', async () => {
    const page = shown()
    await go('/members')
    await page.getByRole('link', { name: 'Import members' }).click()
    await heading('Import members').waitFor()
    expect(await violations()).toEqual([])
    await page.locator('input[type=file]').setInputFiles({ name: '会员.csv', mimeType: 'text/csv', buffer: FILE })
    await heading('会员.csv').waitFor()
    await page.getByText('李华 · 张四 · 武五').waitFor()
    expect(await page.getByRole('combobox', { name: 'What “积分” is' }).inputValue()).toBe('Opening points')
    await page.getByLabel('Where it is from').fill('shopline')
    expect(await violations()).toEqual([])
    await button('Check the file').click()
    await page.getByText('Nothing has been done yet. Put the refused rows right').waitFor()
    await page.getByRole('cell', { name: 'wuwu@', exact: true }).waitFor()
    expect(await violations()).toEqual([])
    await button('Bring in 2 members').click()
    await page.getByText('done', { exact: true }).waitFor()
    const [csv] = await Promise.all([page.waitForEvent('download'), button('Save refused rows as CSV').click()])
    expect(csv.suggestedFilename()).toBe('rockpool-refused-rows.csv')
    await go('/members/L1')
    await page.getByText('500', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Why: Why this balance: points' }).click()
    await page.getByText(/500 points: Opening balance from shopline/).waitFor()
  })
}
