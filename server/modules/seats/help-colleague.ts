import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { makeLink, resetSecondFactor, selectPeople, type StaffHouse } from '#server/modules/staff/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { readMailSettings } from '#server/platform/mail/settings'
import type { Call, Reply } from '#server/platform/route'
import { nameOf, untilText, writeToStaff } from './mails.ts'
import type { Link, ResetFactor, Seat } from './schemas.ts'
import { callSeatsOf } from './seats.store.ts'
import { getSeat, lockSeat } from './seats.ts'

/**
 * A one-time link by which whoever has the seat sets a new password, for whoever asks to hand over. @throws AppError seats.unknown_seat, seats.beyond_own,
 * seats.seated_elsewhere
 */
export async function makePasswordLink(ctx: WriteContext, { seat }: { seat: string }): Promise<Link> {
  const { token, expiresAt } = await makeLink(ctx.db, { purpose: 'password', staffId: await requireCovered(ctx, seat), now: ctx.now })
  return { link: pathOf(token), expiresAt }
}

/** The same by mail, so that nobody sees it but whom it is for. @throws AppError as above; seats.no_mail, seats.no_site */
export async function mailPasswordLink({ database }: StaffHouse, { storeId, actor, now, origin: { site } }: Call, { seat }: { seat: string }): Promise<Reply<{ expiresAt: Instant }>> {
  if (site === null) throw new AppError('conflict', 'seats.no_site')
  const expiresAt = await database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    const staffId = await requireCovered(ctx, seat)
    if (!(await readMailSettings(ctx)).isSet) throw new AppError('conflict', 'seats.no_mail')
    const made = await makeLink(db, { purpose: 'password', staffId, now })
    const by = await nameOf(ctx)
    await writeToStaff(ctx, { ...await reach(ctx, staffId), kind: 'staff_password', isSecret: true, until: made.expiresAt }, (say) => ({
      subject: say('password_link.subject'), title: say('password_link.title'), paragraphs: [say('password_link.text', { by })], button: { label: say('password_link.button'), url: `${site}${pathOf(made.token)}` },
      footer: [say('password_link.until', { until: untilText(made.expiresAt) }), say('password_link.footer', { by })],
    }))
    return made.expiresAt
  })
  return { status: 201, body: { expiresAt } }
}

/**
 * Takes the second factor of a colleague who has lost it; they are told by mail by whom and why, and all their sessions end. One's own is taken away under one's
 * account, by the password. @throws AppError seats.unknown_seat, seats.beyond_own, seats.seated_elsewhere, seats.own_factor, staff.no_factor
 */
export async function resetColleaguesFactor(ctx: WriteContext, { seat, reason }: ResetFactor): Promise<Seat> {
  const staffId = await requireCovered(ctx, seat)
  if (ctx.actor.kind === 'staff' && ctx.actor.staffId === staffId) throw new AppError('conflict', 'seats.own_factor')
  await resetSecondFactor(ctx.db, { staffId, now: ctx.now })
  await tellFactorReset(ctx, { staffId, by: await nameOf(ctx), reason })
  return getSeat(ctx, { seat })
}

/** The same for whoever has the machine, of anybody, the last owner among them; the first store of theirs writes to them. @throws AppError staff.no_factor */
export async function resetFactorAsHost({ database }: Pick<StaffHouse, 'database'>, { staffId, now }: { staffId: string; now: Instant }): Promise<void> {
  const [first] = await callSeatsOf(database.bare, staffId)
  if (first === undefined) return database.bare.transaction().execute((db) => resetSecondFactor(db, { staffId, now }))
  const { storeId } = first
  return database.inStore(storeId, async (db) => {
    await resetSecondFactor(db, { staffId, now })
    await tellFactorReset({ db, storeId, actor: { kind: 'system', job: 'host' }, now }, { staffId, by: null })
  })
}

/** Writes to somebody that their second factor was taken away; without `by` it was whoever has the machine. */
async function tellFactorReset(ctx: WriteContext, { staffId, by, reason = '' }: { staffId: string; by: string | null; reason?: string }): Promise<void> {
  await writeToStaff(ctx, { ...await reach(ctx, staffId), kind: 'staff_factor' }, (say) => ({
    subject: say('factor_reset.subject'), title: say('factor_reset.title'), paragraphs: [by === null ? say('factor_reset.text_host') : say('factor_reset.text', { by, reason }), say('factor_reset.next')], footer: [say('factor_reset.footer')],
  }))
}

function pathOf(token: string): string {
  return `/console/password#token=${token}`
}

/** Whose seat it is. As an account opens every store that it has a seat in, whoever asks must be allowed as much in each of them. @throws AppError seats.seated_elsewhere */
async function requireCovered(ctx: WriteContext, seat: string): Promise<string> {
  const { found: { staffId } } = await lockSeat(ctx, { seat, goesOn: true })
  const others = (await callSeatsOf(ctx.db, staffId)).filter(({ storeId }) => storeId !== ctx.storeId)
  const mine = ctx.actor.kind === 'staff' ? await callSeatsOf(ctx.db, ctx.actor.staffId) : []
  if (!others.every(({ storeId }) => mine.some((own) => own.storeId === storeId && own.role === 'owner'))) throw new AppError('forbidden', 'seats.seated_elsewhere')
  return staffId
}

/** Where somebody of the staff is written to, and in which language. */
async function reach(ctx: WriteContext, staffId: string): Promise<{ to: string; locale: string }> {
  const [person] = await selectPeople(ctx.db, [staffId])
  assert(person, 'whoever has a seat is there', staffId)
  return { to: person.email, locale: person.locale ?? 'en' }
}
