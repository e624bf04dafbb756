import type { ChangeShopSettings, ShopSettings } from '#sdk/index'

/** What a part of the settings works on: how they would be if what is written were saved, how they are, and a way to write. */
export type ShopForm = { value: ShopSettings; saved: ShopSettings; change: (part: ChangeShopSettings) => void; isWriter: boolean }

/** Chinese is told apart by how it is written, not by where. */
const SCRIPTS: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' }

/** A language or a country in the reader's words; its code where nobody has a word. */
export function namesOf(language: string, type: 'language' | 'region'): (code: string) => string {
  const names = new Intl.DisplayNames(language, { type })
  return (code) => {
    try {
      return names.of(SCRIPTS[code] ?? code) ?? code
    } catch {
      return code
    }
  }
}
