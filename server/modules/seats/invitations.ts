import { assert } from '#engine/assert'
import { acceptPassword, emailKey, makePerson, newToken, readPerson, refuseWeak, selectByEmail, selectPeople, tokenHash, type StaffHouse } from '#server/modules/staff/index'
import { getStore } from '#server/modules/stores/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { readMailSettings } from '#server/platform/mail/settings'
import type { Call, Reply, StorelessCall } from '#server/platform/route'
import { callInvitationStore, insertInvitation, lockInvitation, selectInvitation, selectOpenInvitations, updateInvitation, type InvitationRow } from './invitations.store.ts'
import { nameOf, untilText, writeToStaff } from './mails.ts'
import { findRoles, requireOwn, requireRole } from './roles.ts'
import type { AcceptInvitation, Invitation, InvitationMade, InvitationShown, Invite, Link, ShowInvitation, StaffStore } from './schemas.ts'
import { putSeat, selectSeatOf } from './seats.store.ts'

/** Three days: over a weekend. */
const LIFE_MS = 3 * 24 * 3_600_000

/**
 * Invites somebody to a seat; the answer is the link, for whoever invites to hand over. It does not tell whether the address is somebody's already.
 * @throws AppError seats.unknown_role, seats.beyond_own
 */
export async function invite(ctx: WriteContext, { email, name, role }: Invite): Promise<Link> {
  requireOwn(ctx.actor, (await requireRole(ctx, role)).permissions)
  const { token, hash } = newToken()
  const endsAt = ctx.now + LIFE_MS
  await insertInvitation(ctx, { hash, invitation: newId('inv', ctx.now), email: emailKey(email), name: name ?? null, role, madeBy: actorName(ctx.actor), madeAt: ctx.now, endsAt, acceptedAt: null, revokedAt: null })
  return { link: `/console/invitation#token=${token}`, expiresAt: endsAt }
}

/**
 * The same, and writes it to whoever is invited, in the language of whoever invites, where the store sends mails; in a sandbox that sends none it is in the mailbox, and the link is still to be handed over. @throws AppError as above
 */
export async function inviteByMail({ database }: Pick<StaffHouse, 'database'>, { storeId, actor, now, locale, origin: { site } }: Call, { email, ...asked }: Invite): Promise<Reply<InvitationMade>> {
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    const made = await invite(ctx, { email, ...asked })
    const isMailed = site !== null && (await readMailSettings(ctx)).isSet
    const isWritten = isMailed || (site !== null && (await getStore(ctx)).kind === 'sandbox')
    if (isWritten) await mailInvitation(ctx, { email, locale, url: `${site}${made.link}`, until: made.expiresAt })
    return { status: 201, body: { ...made, isMailed } }
  })
}

async function mailInvitation(ctx: WriteContext, { email, locale, url, until }: { email: string; locale: string; url: string; until: number }): Promise<void> {
  const [person] = ctx.actor.kind === 'staff' ? await selectPeople(ctx.db, [ctx.actor.staffId]) : []
  const by = await nameOf(ctx)
  await writeToStaff(ctx, { to: emailKey(email), locale: person?.locale ?? locale, kind: 'staff_invitation', isSecret: true, until }, (say) => ({
    subject: say('invitation.subject', { by }), title: say('invitation.title'), paragraphs: [say('invitation.text', { by })], button: { label: say('invitation.button'), url },
    footer: [say('invitation.until', { until: untilText(until) }), say('invitation.footer', { by })],
  }))
}

/** Invitations that are still open, newest first. */
export async function listInvitations(ctx: ReadContext): Promise<{ invitations: Invitation[] }> {
  const [rows, roles] = [await selectOpenInvitations(ctx), await findRoles(ctx)]
  return { invitations: rows.map(({ invitation, email, name, role, madeAt, endsAt }) => ({ invitation, email, name, role: role as Invitation['role'], roleName: roles.find((one) => one.role === role)?.name ?? null, madeAt, expiresAt: endsAt })) }
}

/** Takes an invitation back. @throws AppError seats.unknown_invitation, seats.beyond_own */
export async function revokeInvitation(ctx: WriteContext, { invitation }: { invitation: string }): Promise<{ isDone: true }> {
  const found = await lockInvitation(ctx, { invitation })
  if (found === undefined || !isOpen(found, ctx.now)) throw new AppError('not_found', 'seats.unknown_invitation', { invitation })
  requireOwn(ctx.actor, (await requireRole(ctx, found.role)).permissions)
  await updateInvitation(ctx, { ...found, revokedAt: ctx.now })
  return { isDone: true }
}

function isOpen({ acceptedAt, revokedAt, endsAt }: InvitationRow, now: number): boolean {
  return acceptedAt === null && revokedAt === null && endsAt > now
}

/** Says why an invitation is over to whoever has its link. @throws AppError staff.dead_link, seats.invitation_used, seats.invitation_revoked, seats.invitation_expired */
function requireOpen(invitation: InvitationRow | undefined, now: number): InvitationRow {
  if (invitation === undefined) throw new AppError('gone', 'staff.dead_link')
  if (invitation.acceptedAt !== null) throw new AppError('gone', 'seats.invitation_used')
  if (invitation.revokedAt !== null) throw new AppError('gone', 'seats.invitation_revoked')
  if (invitation.endsAt <= now) throw new AppError('gone', 'seats.invitation_expired')
  return invitation
}

/**
 * What an invitation is for and from whom, for whoever has its link: before they set a password. Whether the address has an account is not said.
 * @throws AppError as requireOpen
 */
export async function showInvitation({ database }: Pick<StaffHouse, 'database'>, { now }: StorelessCall, { token }: ShowInvitation): Promise<Reply<InvitationShown>> {
  const hash = tokenHash(token)
  const storeId = await callInvitationStore(database.bare, hash)
  if (storeId === null) throw new AppError('gone', 'staff.dead_link')
  return database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'invitation' }, now } as const
    const { role, email, name, madeBy, madeAt, endsAt } = requireOpen(await selectInvitation(ctx, hash), now)
    const [{ name: storeName, kind }, [by]] = [await getStore(ctx), await selectPeople(db, [madeBy])]
    const roleName = (await findRoles(ctx)).find((one) => one.role === role)?.name ?? null
    return { status: 200, body: { store: { id: storeId, name: storeName, kind }, role, roleName, email, name, invitedBy: by?.name ?? null, madeAt, expiresAt: endsAt } }
  })
}

/**
 * Takes a seat by an invitation: somebody new sets a password and is signed in; whoever has an account must be signed in with it. The password is
 * hashed first, so that a dead link is answered as late as a live one. @throws AppError staff.dead_link, seats.invitation_*, staff.weak_password_*, seats.sign_in_first, seats.who_is_it
 */
export async function acceptInvitation({ database, staffAuth }: StaffHouse, { origin, now, locale, staff }: StorelessCall, { token, name, password }: AcceptInvitation): Promise<Reply> {
  const kept = password === undefined ? null : await acceptPassword(password, name === undefined ? [] : [name])
  const hash = tokenHash(token)
  const storeId = await callInvitationStore(database.bare, hash)
  if (storeId === null) throw new AppError('gone', 'staff.dead_link')
  const mine = staff === null ? null : await readPerson({ database }, staff)
  const taken = await database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'invitation' }, now } as const
    const invitation = requireOpen(await lockInvitation(ctx, { hash }), now)
    const { name: storeName, kind } = await getStore(ctx)
    if (password !== undefined) refuseWeak(password, [name ?? invitation.name ?? '', invitation.email], [storeName])
    const staffId = await whoIsIt(ctx, invitation, { mine, name, kept, locale })
    await takeSeat(ctx, { staffId, role: invitation.role })
    await updateInvitation(ctx, { ...invitation, acceptedAt: now })
    return { email: invitation.email, isNew: mine === null, store: { id: storeId, name: storeName, kind } satisfies StaffStore }
  })
  const signedIn = taken.isNew ? await staffAuth.signIn(origin, { email: taken.email, password: password as string }) : { cookies: [] }
  return { status: 201, cookies: signedIn.cookies, body: { store: taken.store } }
}

type Accepting = { mine: { staffId: string; email: string } | null; name: string | undefined; kept: string | null; locale: string }

async function whoIsIt({ db, now }: WriteContext, { email, name: asInvited }: InvitationRow, { mine, name, kept, locale }: Accepting): Promise<string> {
  if (mine !== null && mine.email === email) return mine.staffId
  if (mine !== null || (await selectByEmail(db, email)) !== undefined) throw new AppError('conflict', 'seats.sign_in_first')
  if (kept === null) throw new AppError('invalid', 'seats.who_is_it')
  return makePerson(db, { name: name ?? asInvited ?? email, email, locale, hash: kept, now })
}

/** Whoever has a seat keeps it: an invitation changes no role, which would be a way around whoever gave it. */
async function takeSeat(ctx: WriteContext, { staffId, role }: { staffId: string; role: string }): Promise<void> {
  if ((await selectSeatOf(ctx, staffId)) !== undefined) throw new AppError('conflict', 'seats.seated_already')
  const known = (await findRoles(ctx)).some((one) => one.role === role)
  assert(known, 'a role that an open invitation names is not taken away', role)
  await putSeat(ctx, { seat: newId('sea', ctx.now), staffId, role, since: ctx.now })
}
