import type { Voice } from '#engine/text'
import type { ReadContext } from '#server/platform/context'
import type { Settings } from './schemas.ts'
import { selectOwnTexts } from './shops.store.ts'

/** What shoppers are told by the server: how the program works, why a number is so, what a cart costs, what is refused, and in mails. All else the pages say in the browser. */
const TOLD_HERE = ['guide.', 'trace.', 'quote.', 'refusal.', 'mail.']

/** In whose words a shopper is told something: those of a language, before which the store's own stand. */
export async function voiceOf(ctx: ReadContext, locale: Voice['locale']): Promise<Voice> {
  const own = await selectOwnTexts(ctx, locale)
  return own === null ? { locale } : { locale, own }
}

/** The texts that pages say by themselves. */
export function textsOfPages(texts: Settings['widget']['texts']): Settings['widget']['texts'] {
  return Object.fromEntries(Object.entries(texts).map(([locale, own]) => [locale, Object.fromEntries(Object.entries(own).filter(([key]) => !TOLD_HERE.some((name) => key.startsWith(name))))]))
}
