import type { QuoteText } from '#engine/pricing/explain-quote'
import type { LevelAfter } from '#engine/pricing/levels-after'
import type { PriorPrice } from '#engine/pricing/prior-price'
import type { Quote as Quoted, QuotedLine } from '#engine/pricing/quote'
import { leafOf } from '#server/modules/activity/index'
import type { FoundCode } from '#server/modules/coupons/index'
import type { Quote } from './schemas.ts'
import { usedCodes } from './used-codes.ts'

/** A quote as it is read outside; what the store keeps of it only for whom that is meant. */
export function tellQuote(quoted: Quoted, { text, priors, after, memberId, codes, showsCosts }: { text: QuoteText; priors: ReadonlyMap<string, PriorPrice>; after: readonly LevelAfter[]; memberId: string | null; codes: readonly FoundCode[]; showsCosts: boolean }): Quote {
  const { market, currency, lines, unpriced, untaken, perks, goodsMinor, shipping, points, payMinor, earns, margins, dropped, isShadow, taxBase: { lines: bases, ...taxBase } } = quoted
  const used = usedCodes(quoted, codes)
  return {
    market, currency, memberId, lines: lines.map((line, index) => ({ ...lineOf(line, text.lines[index] ?? []), taxBaseMinor: bases[line.line.id] as number, ...priorOf(priors.get(line.line.good.sku)) })), unpriced: [...unpriced], untaken: [...untaken], gifts: perks.flatMap(({ discount, gift }) => (gift === null ? [] : [{ discount, sku: gift }])), goodsMinor, shipping, taxBase,
    points: { used: points.points, worthMinor: points.worthMinor, most: points.mostPoints, less: points.less }, toPayMinor: payMinor, earns: { points: earns.points, units: { ...earns.units } }, levels: after.map(({ track, levelId, isReached, next }) => ({ track, level: levelId, isReached, next: next?.levelId ?? null, needs: (next?.needs ?? []).map(leafOf) })), sentences: text.cart,
    coupons: codes.map(({ sent, code, discount }) => ({ code: sent, discount, isUsed: used.includes(code) })),
    ...(showsCosts ? { staff: { only: [...(quoted.cart.only ?? [])], margins: margins && { ...margins, lines: [...margins.lines] }, dropped: [...dropped], isShadow, sentences: text.staff } } : {}),
  }
}

/** The price before a reduction, where there is one. */
export function priorOf(prior: PriorPrice | undefined): { prior?: PriorPrice } {
  return prior === undefined ? {} : { prior }
}

function lineOf({ line: { id, quantity, good }, price, amountMinor, taken, netMinor }: QuotedLine, sentences: string[]): Omit<Quote['lines'][number], 'taxBaseMinor'> {
  return {
    id, sku: good.sku, quantity, unitMinor: price.unitMinor, source: price.source, candidates: [...price.candidates], amountMinor,
    discounts: taken.map(({ discount, kind, minor }) => ({ discount, kind, minor })), netMinor, sentences,
  }
}
