import type { Instant } from '#engine/calendar'
import { eraseCodes, findSignInByProvider, hasComeBack, insertUsedToken, readHandover, takeSignInByProvider, takeTicket, useCode, usePasskey, type ProviderLink, type Way } from '#server/modules/logins/index'
import { openSecrets, readSettings } from '#server/modules/shops/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { eraseMails } from '#server/platform/mail/mailbox'
import type { Call } from '#server/platform/route'
import type { Shown } from './find-or-join.ts'
import { requireEmail, type House } from './request-code.ts'
import type * as shapes from './schemas.ts'

/** Whom somebody has shown to be: a member (`memberId`), or what a member may be found by. `name` is what others say that they are called; `link`: who they are elsewhere, to be kept; `provenAt`: when they did, of a session that is carried over. */
export type Proof = { way: Way; name: string | null; link: ProviderLink | null; provenAt?: Instant } & ({ memberId: string; shown: null } | { memberId: null; shown: Shown })

/** `checked`: whose password it was, worked out before the transaction, as it takes long. */
type Asked = { call: Call; input: shapes.SignIn; at: Instant; checked: string | null }
type Read = Proof | { error: AppError }

/** Looks at what somebody sent to show who they are. What is wrong comes back, so that it is committed that it was tried. @throws AppError http.wrong_shape, logins.way_off */
export async function readProof(ctx: WriteContext, house: House, asked: Asked): Promise<Read> {
  const { input: { way } } = asked
  const { ways } = await readSettings(ctx)
  if (way !== 'provider' && way !== 'ticket' && !ways[way]) throw new AppError('conflict', 'logins.way_off', { way })
  switch (way) {
    case 'code': return byCode(ctx, house, asked)
    case 'password': return asked.checked === null ? wrong() : { way: 'password', name: null, memberId: asked.checked, shown: null, link: null }
    case 'handover': return byHandover(ctx, house, asked)
    case 'passkey': return byPasskey(ctx, asked)
    case 'provider': return byProvider(ctx, house, asked)
    case 'ticket': return byTicket(ctx, asked)
  }
}

/** One answer for all that is wrong: an address that nobody has, and a secret that is not theirs. */
function wrong(): { error: AppError } {
  return { error: new AppError('unauthenticated', 'logins.wrong') }
}

async function byCode(ctx: WriteContext, { seal }: House, { input, at }: Asked): Promise<Read> {
  const email = requireEmail(input.email)
  const isRight = await useCode(ctx, seal, { addressKey: email.key, purpose: 'sign_in', code: required(input, 'code'), at })
  return isRight ? { way: 'code', name: null, link: null, memberId: null, shown: { email, externalId: null } } : wrong()
}

async function byHandover(ctx: WriteContext, { seal }: House, { input, at }: Asked): Promise<Read> {
  const { handle } = await getStore(ctx)
  const told = await readHandover(required(input, 'token'), { secrets: await openSecrets({ ...ctx, now: at }, seal), audience: [ctx.storeId, handle], now: at })
  if (typeof told === 'string') return { error: new AppError('unauthenticated', 'logins.handover_wrong', { why: told }) }
  const isFirst = await insertUsedToken(ctx, { tokenId: told.tokenId, expiresAt: told.expiresAt, at })
  if (!isFirst) return { error: new AppError('unauthenticated', 'logins.handover_wrong', { why: 'used' }) }
  const email = told.email !== null && told.isEmailConfirmed ? requireEmail(told.email) : null
  return { way: 'handover', name: told.name, link: null, memberId: null, shown: { email, externalId: told.externalId } }
}

async function byPasskey(ctx: WriteContext, { call, input, at }: Asked): Promise<Read> {
  const memberId = await usePasskey(ctx, { challengeId: required(input, 'challenge'), answer: required(input, 'passkey'), site: call.origin.site, at })
  return memberId === null ? wrong() : { way: 'passkey', name: null, link: null, memberId, shown: null }
}

/** Whoever is signed in on a page of the shop goes on here; what was asked of them there is not asked again. */
async function byTicket(ctx: WriteContext, { input, at }: Asked): Promise<Read> {
  const carried = await takeTicket(ctx, { ticket: required(input, 'token'), at })
  return carried === undefined ? wrong() : { ...carried, name: null, link: null, shown: null }
}

/**
 * Who is linked, or whoever has an address that the provider has confirmed. Where it has not, somebody shows by a code that a mailbox is theirs: an address
 * that nobody confirmed leads to no account. It is for the browser that came back: a link with the id, which somebody was sent, signs nobody in. What waits goes on waiting where they are asked. @throws AppError signups.email_needed with what the provider proposes
 */
async function byProvider(ctx: WriteContext, { seal }: House, { call, input, at }: Asked): Promise<Read> {
  const challengeId = required(input, 'challenge')
  if (!hasComeBack(call.origin, challengeId)) return wrong()
  const told = await findSignInByProvider(ctx, { challengeId, at })
  if (told === undefined) return wrong()
  const { memberId, name, link } = told
  const isAsked = memberId === null && told.email === null
  if (isAsked && (input.email === undefined || input.code === undefined)) throw new AppError('invalid', 'signups.email_needed', { email: told.proposed ?? '' })
  const email = memberId !== null ? null : requireEmail(told.email ?? input.email)
  if (isAsked && email !== null && !(await useCode(ctx, seal, { addressKey: email.key, purpose: 'sign_in', code: required(input, 'code'), at }))) return wrong()
  if (!(await takeSignInByProvider(ctx, { challengeId, at }))) return wrong()
  if (memberId !== null) return { way: 'provider', name, link: null, memberId, shown: null }
  // Who has shown a mailbox signs in by it, with all that is asked of whoever does.
  return { way: isAsked ? 'code' : 'provider', name, link, memberId: null, shown: { email, externalId: null } }
}

/** @throws AppError http.wrong_shape */
export function required<T extends object, K extends keyof T & string>(input: T, name: K): NonNullable<T[K]> {
  const value = input[name]
  if (value === undefined || value === null) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: name, found: 'nothing', wanted: 'what this way of signing in asks for', code: 'missing' }] })
  return value
}

/** Takes away that an address was ever written to. */
export async function forgetAddress(ctx: WriteContext, { email, key }: { email: string; key: string }): Promise<void> {
  await eraseCodes(ctx, [key])
  await eraseMails(ctx, { memberIds: [], addresses: [email] })
}
