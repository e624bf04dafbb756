import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Visit } from './shop-stories.ts'

/** Prices as somebody types them up: one for a product that there is not, and one with more decimals than a euro has. */
const FILE = '价目表,商品编码,起订量,单价,备注\r\nretail-eu,MUG,1,14.50,"two\nlines"\r\nretail-eu,MUG,10,1.234,\r\nretail-eu,CUP,1,9.00,\r\n'

/** Brings prices in from a file with bad lines, changes one of them, and has it back. */
export function tellOfCatalogue({ page: shown, go, heading, button, violations }: Visit, prices: () => Promise<unknown>): void {
  test('brings prices in from a file: sees which lines are bad and why, brings in the others, and is told what was refused', async () => {
    const page = shown()
    await go('/catalogue?part=lists')
    await page.getByRole('link', { name: 'Import prices' }).click()
    await heading('Import prices').waitFor()
    await page.locator('input[type=file]').setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
    await page.getByText('2 prices understood, 1 bad line.').waitFor()
    expect(await page.getByRole('combobox', { name: 'What “起订量” is' }).inputValue()).toBe('Least quantity')
    await page.getByRole('row', { name: /^4 单价 1\.234 An amount of EUR of 0 or more, with at most 2 decimals/ }).waitFor()
    expect(await violations()).toEqual([])
    await button('Check 2 lines').click()
    await page.getByText('If you bring them in:').waitFor()
    await page.getByRole('heading', { name: '1 line would be refused' }).waitFor()
    expect([await violations(), await prices()]).toEqual([[], []])
    // What runs or waits here stays when one reads on in another language.
    for (const [control, language] of [['Language', '简体中文'], ['语言', 'English']] as const) {
      await button(control).click()
      await page.getByRole('menuitem', { name: language }).click()
    }
    await button('Bring in 2 prices').click()
    await page.getByText('All rows were sent.').waitFor()
    await page.getByRole('heading', { name: '1 refused line' }).waitFor()
    expect(await violations()).toEqual([])
    const [csv] = await Promise.all([page.waitForEvent('download'), button('Save these lines as CSV').first().click()])
    expect(await readFile(await csv.path(), 'utf8')).toContain('retail-eu,CUP,1,9.00,,5,')
    expect(await prices()).toEqual([{ sku: 'MUG', minQuantity: 1, increment: 1, unitMinor: 1_450 }])
  })

  test('says beside a price what somebody would pay, and why it is not another one', async () => {
    const page = shown()
    await go('/catalogue/products/MUG')
    await button('Why: What would somebody pay for MUG?').click()
    const answer = page.getByRole('region', { name: 'Price and why' })
    await answer.getByText('MUG: €14.50 each by the retail price.').waitFor()
    await page.getByLabel('Member', { exact: true }).fill('ada')
    await answer.getByText('€14.50', { exact: true }).waitFor()
    await answer.getByText('They earn 14 points.').waitFor()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('changes a price of a product, typed as money, and has it back', async () => {
    const page = shown()
    await go('/catalogue/products/MUG')
    await button('Edit the price of MUG on retail-eu from 1 on').click()
    await page.getByLabel('Price of one').fill('13.999')
    await page.getByText('An amount of EUR of 0 or more, with at most 2 decimals, such as 20').waitFor()
    await page.getByLabel('Price of one').fill('13')
    await page.getByText('From €14.50 to €13.00, at once.').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('region', { name: 'Prices on all lists' }).getByText('€13.00').waitFor()
    await button('Undo').click()
    await page.getByText('It is as it was.').waitFor()
    expect(await prices()).toMatchObject([{ unitMinor: 1_450 }])
  })
}
