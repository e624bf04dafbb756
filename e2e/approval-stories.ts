import { expect, test } from 'vitest'
import type { Visit } from './shop-stories.ts'

/** Above the limit of a store nobody gives points alone, and the dialog says so before anything is sent. */
export function tellOfApprovals({ page: shown, go, button, violations }: Visit, balanceOf: (member: string) => Promise<unknown>): void {
  test('says before points are given that a colleague will have to approve it, and gives none', async () => {
    const page = shown()
    const dialog = page.getByRole('dialog')
    const setLimit = async (): Promise<void> => {
      await go('/approvals')
      await button('Change').click()
      await dialog.getByRole('switch', { name: 'A colleague approves large adjustments' }).click()
    }
    await setLimit()
    await dialog.getByLabel('Above how many points').fill('100')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('More than 100 points are given or taken only when a colleague approves.').waitFor()

    await go('/members/ada')
    const before = await balanceOf('ada')
    await button('Adjust points').click()
    await dialog.getByLabel('Reason').fill('A very late parcel')
    await dialog.getByLabel('How many').fill('-100')
    await dialog.getByRole('button', { name: 'Adjust' }).waitFor()
    await dialog.getByLabel('How many').fill('-101')
    await dialog.getByText(/^This is more than one may do alone/).waitFor()
    expect(await violations()).toEqual([])
    // More than there is: nobody is asked for what cannot be done.
    const submit = dialog.getByRole('button', { name: 'Ask a colleague' })
    await dialog.getByLabel('How many').fill('-99999')
    await expect.poll(() => submit.isDisabled()).toBe(true)
    await dialog.getByLabel('How many').fill('-101')
    await submit.click()
    await page.getByText('A colleague has to approve it.').waitFor()
    expect(await balanceOf('ada')).toEqual(before)

    await setLimit()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/does so alone, however many they are/).waitFor()
  })
}
