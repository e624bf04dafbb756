import type { Instant } from '#engine/calendar'
import { lockPerson, masked, readIdentity, requirePerson, NOBODY } from '#server/modules/members/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import type { Seal } from '#server/platform/seal'
import { ownSession } from './list-sessions.ts'
import { deletePassword, deleteSessions, selectPassword, upsertPassword } from './logins.store.ts'
import { tellChanged } from './mails.ts'
import { askToEnrol, enrolPasskey } from './passkeys.ts'
import { deletePasskey, selectPasskeys } from './passkeys.store.ts'
import { deleteIdentities } from './providers.store.ts'
import { hashPassword, requireStrong } from './passwords.ts'
import { requireProof } from './require-proof.ts'
import type * as shapes from './way-schemas.ts'
import type { MemberWays, ReadWays } from './schemas.ts'
import { beginTotp, putTotpIntoUse } from './totp.ts'
import { deleteTotp } from './totp.store.ts'
import { selectWays } from './ways.store.ts'
import { listWays } from './ways.ts'

export type WaysHouse = { database: Database; seal: Seal; clock: () => Instant }

/** By what a member signs in; no secret is among it. @throws AppError members.unknown, members.erased */
export async function readWays(ctx: ReadContext, { member }: ReadWays): Promise<MemberWays> {
  const { memberId } = await requirePerson(ctx, member)
  const { email } = masked({ ...NOBODY, email: (await readIdentity(ctx, memberId)).email })
  const { hasPassword, hasTotp, providers } = await selectWays(ctx, memberId)
  const passkeys = (await selectPasskeys(ctx, memberId)).map(({ passkeyId, name, createdAt, usedAt }) => ({ passkey: passkeyId, name, createdAt, usedAt }))
  return { memberId, email, ways: await listWays(ctx, memberId), hasPassword, passwordChangedAt: (await selectPassword(ctx, memberId))?.changedAt ?? null, passkeys, hasTotp, providers }
}

/** Sets a password, or another one; other devices are signed out. @throws AppError logins.step_up_needed, logins.password_short, logins.password_common */
export async function setPassword(house: WaysHouse, call: Call, { member, password }: shapes.SetPassword): Promise<Reply<MemberWays>> {
  requireStrong(password, await house.database.readStore(call.storeId, (db) => readIdentity({ ...call, db }, member)))
  const hash = await hashPassword(password)
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    await upsertPassword(ctx, { memberId, hash, at })
    await deleteSessions(ctx, { memberId, except: ownSession(ctx).current, at })
    await tellChanged(ctx, { memberId, locale: call.locale, at }, 'password')
  })
}

/** Takes the password away, where another way is left. @throws AppError logins.step_up_needed, logins.last_way */
export async function removePassword(house: WaysHouse, call: Call, _: shapes.OfMember): Promise<Reply<MemberWays>> {
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    await deletePassword(ctx, memberId)
    await requireWay(ctx, memberId)
    await tellChanged(ctx, { memberId, locale: call.locale, at }, 'password_removed')
  })
}

/** Begins to enrol a passkey. @throws AppError logins.step_up_needed, logins.no_site */
export async function beginPasskey({ database, clock }: WaysHouse, { storeId, actor, origin }: Call, _: shapes.OfMember): Promise<Reply<shapes.Question>> {
  const at = clock()
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    await requireProof(ctx, at)
    return { status: 201, body: await askToEnrol(ctx, { memberId: ownSession(ctx).memberId, site: origin.site, at }) }
  })
}

/** Adds the passkey that answered. @throws AppError logins.step_up_needed, logins.passkey_wrong */
export async function addPasskey(house: WaysHouse, call: Call, { challenge, passkey, name }: shapes.AddPasskey): Promise<Reply<MemberWays>> {
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    await enrolPasskey(ctx, { memberId, challengeId: challenge, answer: passkey, name, site: call.origin.site, at })
    await tellChanged(ctx, { memberId, locale: call.locale, at }, 'passkey')
  })
}

/** Takes a passkey away, where another way is left. @throws AppError logins.step_up_needed, logins.passkey_unknown, logins.last_way */
export async function removePasskey(house: WaysHouse, call: Call, { passkey }: shapes.OfPasskey): Promise<Reply<MemberWays>> {
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    if (!(await deletePasskey(ctx, { memberId, passkeyId: passkey }))) throw new AppError('not_found', 'logins.passkey_unknown', { passkey })
    await requireWay(ctx, memberId)
    await tellChanged(ctx, { memberId, locale: call.locale, at }, 'passkey_removed')
  })
}

/** Unlinks who the member is at another provider, where another way is left. @throws AppError logins.step_up_needed, logins.provider_unknown, logins.last_way */
export async function unlinkProvider(house: WaysHouse, call: Call, { provider }: shapes.OfProvider): Promise<Reply<MemberWays>> {
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    if (!(await deleteIdentities(ctx, { memberId, provider }))) throw new AppError('not_found', 'logins.provider_unknown', { provider })
    await requireWay(ctx, memberId)
    await tellChanged(ctx, { memberId, locale: call.locale, at }, 'provider_removed')
  })
}

/** Begins to set up an authenticator app; one that is there stays in use until then. @throws AppError logins.step_up_needed */
export async function beginAuthenticator({ database, seal, clock }: WaysHouse, { storeId, actor }: Call, _: shapes.OfMember): Promise<Reply<shapes.NewTotp>> {
  const at = clock()
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    await requireProof(ctx, at)
    return { status: 201, body: await beginTotp(ctx, seal, { memberId: ownSession(ctx).memberId, at }) }
  })
}

/** Puts an authenticator app into use by a first code of it. @throws AppError logins.step_up_needed, logins.wrong */
export async function confirmAuthenticator(house: WaysHouse, call: Call, { totp }: shapes.ConfirmTotp): Promise<Reply<MemberWays>> {
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    if (!(await putTotpIntoUse(ctx, house.seal, { memberId, code: totp, at }))) throw new AppError('invalid', 'logins.totp_wrong')
    await tellChanged(ctx, { memberId, locale: call.locale, at }, 'totp')
  })
}

/** Takes the authenticator app away. @throws AppError logins.step_up_needed */
export async function removeAuthenticator(house: WaysHouse, call: Call, _: shapes.OfMember): Promise<Reply<MemberWays>> {
  return inOwn(house, call, async (ctx, { memberId, at }) => {
    if (await deleteTotp(ctx, memberId)) await tellChanged(ctx, { memberId, locale: call.locale, at }, 'totp_removed')
  })
}

/** Takes the authenticator app of a member who has lost it, by the staff; the member is told. Twice is once. @throws AppError members.unknown, members.erased */
export async function resetAuthenticator(house: WaysHouse, { storeId, actor, locale }: Call, { member }: shapes.ResetAuthenticator): Promise<Reply<MemberWays>> {
  const at = house.clock()
  return house.database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    const { memberId } = await lockPerson(ctx, member)
    if (await deleteTotp(ctx, memberId)) await tellChanged(ctx, { memberId, locale, at }, 'totp_reset')
    return { status: 201, body: await readWays(ctx, { member: memberId }) }
  })
}

/** Changes something of whoever is signed in and has just shown who they are; answers with how they sign in then. */
async function inOwn({ database, clock }: WaysHouse, { storeId, actor }: Call, act: (ctx: WriteContext, own: { memberId: string; at: Instant }) => Promise<void>): Promise<Reply<MemberWays>> {
  const at = clock()
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    const { memberId } = ownSession(ctx)
    await requireProof(ctx, at)
    await act(ctx, { memberId, at })
    return { status: 200, body: await readWays(ctx, { member: memberId }) }
  })
}

/** Nobody locks themselves out: the hand-over of the shop is not theirs to keep. @throws AppError logins.last_way */
async function requireWay(ctx: ReadContext, memberId: string): Promise<void> {
  const left = (await listWays(ctx, memberId)).filter((way) => way !== 'totp' && way !== 'handover')
  if (left.length === 0 && (await selectWays(ctx, memberId)).providers.length === 0) throw new AppError('conflict', 'logins.last_way')
}
