import type { ChangeShopSettings, ShopSettings } from '#sdk/index'

/** What a part of the settings works on: how they would be if what is written were saved, how they are, and a way to write. */
export type ShopForm = { value: ShopSettings; saved: ShopSettings; change: (part: ChangeShopSettings) => void; isWriter: boolean }

/** A language or a country in the reader's words; its code where nobody has a word. */
export function namesOf(language: string, type: 'language' | 'region'): (code: string) => string {
  const names = new Intl.DisplayNames(language, { type })
  return (code) => {
    try {
      return names.of(code) ?? code
    } catch {
      return code
    }
  }
}
