import type { Reward } from '#sdk/index'
import type { Words } from '#console/words/use-words.ts'

/** What a reward gives, in the fewest words. */
export function givesText({ kind, sku, amountMinor, currency, uses, to, list }: Reward['gives'], { say, money }: Words): string {
  const what = amountMinor !== undefined && currency !== undefined ? money(amountMinor, currency) : sku ?? to ?? list ?? (uses === undefined ? null : `× ${uses}`)
  return what === null ? say(`gives.${kind}`) : say('gives.with', { kind: say(`gives.${kind}`), what })
}
