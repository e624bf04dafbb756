import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import { answerCookie, browserCookie, browserOf, checkPassword, endReplaced, linkProvider, mailNewDevice, memberCookie, openSession, requireTotp, signInAttempts, takeAttempts, tellChanged, tokenInCookie } from '#server/modules/logins/index'
import { hasJoined } from '#server/modules/activity/index'
import { welcomeMember } from '#server/modules/messages/index'
import { readEmail, readFreeze, readIdentity, requirePerson, type Person } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { tryAgain } from '#server/platform/try-again'
import { findShown, type Shown } from './find-or-join.ts'
import { couponsGained, join, mayJoin } from './join.ts'
import { forgetAddress, readProof, required, type Proof } from './read-proof.ts'
import { requireEmail, type House } from './request-code.ts'
import type * as shapes from './schemas.ts'

/** What came of a try: a refusal is committed, as it counts, and thrown afterwards. */
type Tried = { error: AppError } | { signedIn: shapes.SignedIn & { token: string } }

/**
 * Signs somebody in who shows who they are; whoever is not known yet, and has shown a mailbox or is vouched for by the shop, joins. Twice at once with one
 * code or token, one is let in. @throws AppError logins.too_many, logins.wrong, logins.way_off, logins.frozen, logins.totp_needed, signups.*
 */
export async function signIn(house: House, call: Call, input: shapes.SignIn): Promise<Reply<shapes.SignedIn>> {
  const { storeId } = call
  const named = readEmail(input.email ?? '')
  await takeAttempts(house, storeId, signInAttempts(call.origin.address, named === null ? null : `${input.way} ${named.key}`))
  const checked = input.way === 'password' ? await checkPassword(house, call, { email: requireEmail(input.email).email, password: required(input, 'password') }) : null
  const browser = input.keep === 'cookie' ? browserOf(call.origin) : null
  const tried = await again(() => tryAgain(() => house.database.inStore(storeId, (db) => trySignIn({ db, storeId, actor: call.actor, now: call.now }, house, { call, input, checked, browser }))))
  if ('error' in tried) throw tried.error
  const { token, ...signedIn } = tried.signedIn
  const cookies = [...(browser === null ? [] : [memberCookie(call.origin, token), browserCookie(call.origin, browser)]), ...(input.way === 'provider' ? [answerCookie(call.origin, null)] : [])]
  return { status: 201, cookies, body: { ...signedIn, token: browser === null ? token : null } }
}

/** Of two who join with one address at once, the second finds the member of the first. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof AppError && (error.code === 'members.email_taken' || error.code === 'members.external_id_taken')) return act()
    throw error
  }
}

async function trySignIn(ctx: WriteContext, house: House, { call, input, checked, browser }: { call: Call; input: shapes.SignIn; checked: string | null; browser: string | null }): Promise<Tried> {
  const at = house.clock()
  const proof = await readProof(ctx, house, { call, input, at, checked })
  if ('error' in proof) return proof
  const found = await memberOf(ctx, proof, input.joining ?? {})
  if ('error' in found) return found
  const { person, isNew, welcome, claimed } = found
  const frozen = await frozenError(ctx, person)
  if (frozen !== null) return { error: frozen }
  if (!isNew && proof.provenAt === undefined && (proof.way === 'code' || proof.way === 'password')) await requireTotp(ctx, house.seal, { memberId: person.memberId, code: input.totp, at })
  if (proof.link !== null) {
    await linkProvider(ctx, { memberId: person.memberId, link: proof.link, at })
    if (!isNew) await tellChanged(ctx, { memberId: person.memberId, locale: call.locale, at }, 'provider')
  }
  const replaced = browser === null ? null : tokenInCookie(call.origin)
  if (replaced !== null) await endReplaced(ctx, { memberIds: person.selves, token: replaced })
  const { token, session, isNewDevice } = await openSession(ctx, { memberId: person.memberId, way: proof.way, userAgent: call.origin.userAgent, browser, isCarriedOver: input.way === 'ticket', at, provenAt: proof.provenAt })
  if (isNewDevice) await tellNewDevice(ctx, { memberId: person.memberId, device: session.device, locale: call.locale, at })
  const coupons = isNew ? await couponsGained(ctx, { memberId: person.memberId, locale: call.locale }) : []
  return { signedIn: { token, session: session.sessionId, expiresAt: session.expiresAt, memberId: person.memberId, isNew, welcome, coupons, claimed } }
}

type Whom = { person: Person; isNew: boolean; welcome: shapes.SignedIn['welcome']; claimed: boolean }

async function memberOf(ctx: WriteContext, proof: Proof, joining: shapes.Joining): Promise<Whom | { error: AppError }> {
  if (proof.memberId !== null) return { person: await requirePerson(ctx, proof.memberId), isNew: false, welcome: [], claimed: false }
  await sql`savepoint unclaimed`.execute(ctx.db)
  const { person, isClaimed } = await findShown(ctx, proof.shown)
  const known = person !== undefined && (await hasJoined(ctx, person.selves)) ? person : undefined
  if (known !== undefined) return { person: known, isNew: false, welcome: [], claimed: isClaimed }
  return joinAs(ctx, proof, { guest: person, joining, isClaimed })
}

async function joinAs(ctx: WriteContext, { shown, way, name }: Proof & { shown: Shown }, { guest, joining, isClaimed }: { guest: Person | undefined; joining: shapes.Joining; isClaimed: boolean }): Promise<Whom | { error: AppError }> {
  const isVouchedFor = way === 'handover' || guest !== undefined
  if ((await mayJoin(ctx, joining, { isVouchedFor })) === 'too_young') {
    // Of whoever is too young nothing is kept: not what they would have claimed, nor the address of the mail with the code.
    await sql`rollback to savepoint unclaimed`.execute(ctx.db)
    if (shown.email !== null) await forgetAddress(ctx, shown.email)
    return { error: new AppError('forbidden', 'signups.too_young') }
  }
  const { memberId, welcome } = await join(ctx, shown, { guest, joining, name })
  await welcomeMember(ctx, { memberId })
  return { person: await requirePerson(ctx, memberId), isNew: true, welcome, claimed: isClaimed && guest !== undefined }
}

/** Whoever is frozen has shown who they are, so that they may know why they do not come in. */
async function frozenError(ctx: WriteContext, { memberId }: Person): Promise<AppError | null> {
  return (await readFreeze(ctx, memberId)) === null ? null : new AppError('forbidden', 'logins.frozen')
}

async function tellNewDevice(ctx: WriteContext, { memberId, device, locale, at }: { memberId: string; device: string; locale: string; at: Instant }): Promise<void> {
  const { email, locale: own } = await readIdentity(ctx, memberId)
  if (email !== null) await mailNewDevice(ctx, { to: email, memberId, locale: own ?? locale, at }, device)
}
