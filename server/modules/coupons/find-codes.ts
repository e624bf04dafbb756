import type { Discount } from '#engine/program/pricing'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { codeOf } from './coupon-code.ts'
import { lockCoupons, selectCoupons, type CouponRow } from './coupons.store.ts'
import { addAttempts, lockAttempts } from './uses.store.ts'

const WINDOW_MS = 10 * 60_000
/** A member mistypes a code some times; guests of a shop share one count. Codes of ours have 63 random bits. */
const MOST_WRONG = 20
const MOST_WRONG_OF_GUESTS = 500

/** A code as it was sent, and what it stands for; null where it cannot be used, for whichever reason. */
export type FoundCode = { sent: string; code: string; discount: string | null }

/** Who sends codes: all that a member ever was; none of a guest. `discounts` are those of the program in force. */
export type Sender = { selves: readonly string[]; discounts: readonly Discount[] }

/** What codes stand for, for this shopper now. Unknown, of somebody else, over, used, held or void: nobody learns which. */
export async function findCodes(ctx: ReadContext, sent: readonly string[], sender: Sender): Promise<FoundCode[]> {
  return found(ctx, sent, { sender, coupons: await selectCoupons(ctx, sent.map(codeOf)) })
}

/** The same, and nobody else uses them until the transaction ends. */
export async function lockCodes(ctx: WriteContext, sent: readonly string[], sender: Sender): Promise<FoundCode[]> {
  return found(ctx, sent, { sender, coupons: await lockCoupons(ctx, sent.map(codeOf)) })
}

function found({ now }: ReadContext, sent: readonly string[], { sender: { selves, discounts }, coupons }: { sender: Sender; coupons: readonly CouponRow[] }): FoundCode[] {
  const byCode = new Map(coupons.map((coupon) => [coupon.code, coupon]))
  const codesOf = new Map(discounts.map(({ id, kind, codes }) => [id, kind === 'coupon' ? codes : 'auto']))
  const seen = new Set<string>()
  return sent.flatMap((text): FoundCode[] => {
    const code = codeOf(text)
    if (seen.has(code)) return []
    seen.add(code)
    const { discount = '', memberId = null, from = null, until = null, status = 'void' } = byCode.get(code) ?? {}
    const isOpen = status === 'issued' && (from === null || from <= now) && (until === null || now < until) && (memberId === null || selves.includes(memberId))
    return [{ sent: text, code, discount: isOpen && (codesOf.get(discount) ?? 'auto') !== 'auto' ? discount : null }]
  })
}

/**
 * Lets codes be looked up, in a transaction of its own, and counts those that there are not, or that are somebody else's: behind too many of one key and member in a while
 * no code is looked up, a right one neither. The count stands in the database, so that no second process is a second chance.
 * @throws AppError coupons.too_many_attempts
 */
export async function tryCodes(ctx: WriteContext, sent: readonly string[], { keyId, selves }: Pick<Sender, 'selves'> & { keyId: string }): Promise<void> {
  const subject = selves.at(-1) ?? ''
  const most = subject === '' ? MOST_WRONG_OF_GUESTS : MOST_WRONG
  const since = ctx.now - WINDOW_MS
  const before = await lockAttempts(ctx, { keyId, subject })
  const isOpen = before === undefined || before.beganAt <= since
  if (!isOpen && before.wrong >= most) throw new AppError('limited', 'coupons.too_many_attempts', { seconds: Math.ceil((before.beganAt - since) / 1_000) })
  const known = new Set((await selectCoupons(ctx, sent.map(codeOf))).flatMap(({ code, memberId }) => (memberId === null || selves.includes(memberId) ? [code] : [])))
  const wrong = new Set(sent.map(codeOf).filter((code) => !known.has(code))).size
  if (wrong > 0) await addAttempts(ctx, { keyId, subject, wrong, since })
}
