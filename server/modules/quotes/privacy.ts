import type { ReadContext, WriteContext } from '#server/platform/context'
import { selectHeldOf, updateAnswers } from './quotes.store.ts'

/** R44: the codes that a person sent with quotes that were held, whatever they stood for: what this lists is what `eraseQuotes` takes away. */
export async function exportQuotes(ctx: ReadContext, memberIds: readonly string[]): Promise<{ quote: string; codes: string[] }[]> {
  const held = await selectHeldOf(ctx, memberIds)
  return held.flatMap(({ quoteId, answer: { coupons } }) => (coupons.length === 0 ? [] : [{ quote: quoteId, codes: coupons.map(({ code }) => code) }]))
}

/** R44: a held quote has no code any more, nor a sentence that says one; what it costs and took stays. */
export async function eraseQuotes(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  const held = (await selectHeldOf(ctx, memberIds)).filter(({ answer: { coupons } }) => coupons.length > 0)
  await updateAnswers(ctx, held.map(({ quoteId, answer }) => ({
    quoteId, answer: { ...answer, coupons: [], sentences: answer.sentences.filter((sentence) => !answer.coupons.some(({ code }) => sentence.includes(code))) },
  })))
}
