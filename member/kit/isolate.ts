import { directionOf } from './direction.ts'

/** U+2068 and U+2069: what stands between them has an order of its own, and does not change that of the sentence around it. */
const [BEGIN, END] = ['\u2068', '\u2069']
const RTL = '[\\p{Script=Arabic}\\p{Script=Hebrew}]'
const LTR = `(?!${RTL})\\p{L}`
/** Signs of a number, or between two words of a name: each run has an end, so that a text of digits alone is read in the time of its length. */
const [RUN, NAME] = ['{0,40}', '{0,500}']
const BETWEEN = `[\\p{M}\\p{Nd}\\s%&'’.,/+@_$€£-]${RUN}`

/** What has an order of its own already; what is quoted; words that run the other way with the numbers that belong to them. A number before a word of the sentence is the sentence's. */
function foreignIn(own: string, other: string): RegExp {
  return new RegExp(`[\\u2066-\\u2068][^\\u2069]${NAME}\\u2069|(?<=«)[^«»]${NAME}${other}[^«»]${NAME}(?=»)|(?:\\p{Nd}[\\p{Nd}\\s%.,/+-]${RUN})?${other}(?:${BETWEEN}(?:${other}|\\p{Nd}{1,20}(?:\\s?%)?(?!\\p{Nd}|\\s{0,4}${own})))*`, 'gu')
}
const OWN = { rtl: new RegExp(RTL, 'u'), ltr: new RegExp(LTR, 'u') } as const
const FOREIGN = { rtl: foreignIn(RTL, LTR), ltr: foreignIn(LTR, RTL) } as const

/** A sentence in a language whose names in other scripts keep their order: "1 point per dollar" in an Arabic one, whose colon stays where it was said. */
export function isolated(text: string, locale: string): string {
  const direction = directionOf(locale)
  // Nothing but what the store wrote is one name, with the stop at its end.
  if (!OWN[direction].test(text)) return text.search(FOREIGN[direction]) >= 0 ? `${BEGIN}${text}${END}` : text
  return text.replace(FOREIGN[direction], (found) => (/^[\u2066-\u2068]/.test(found) ? found : `${BEGIN}${found}${END}`))
}
