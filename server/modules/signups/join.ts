import type { Locale } from '#engine/text'
import { hasJoined, readState, tellProfile } from '#server/modules/activity/index'
import { giveConsents } from '#server/modules/consents/index'
import { listCoupons } from '#server/modules/coupons/index'
import { insertSource, saveMissing, type Person } from '#server/modules/members/index'
import { joinMember } from '#server/modules/profiles/index'
import { readSettings, type Settings } from '#server/modules/shops/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { ageOn } from './age.ts'
import type { Shown } from './find-or-join.ts'
import type * as shapes from './schemas.ts'

/** More than anybody has who joins: a guest has at most what orders brought. */
const MOST_COUPONS = 200

export type Joined = { memberId: string; welcome: shapes.SignedIn['welcome'] }

/**
 * Sees whether somebody may join: the shop is open, or vouches for them itself, and they are old enough where they live.
 * @throws AppError signups.closed, signups.birthday_needed; says so where they are too young
 */
export async function mayJoin(ctx: ReadContext, joining: shapes.Joining, { isVouchedFor }: { isVouchedFor: boolean }): Promise<'yes' | 'too_young'> {
  const { isOpen, ageGate } = await readSettings(ctx)
  if (!isOpen && !isVouchedFor) throw new AppError('forbidden', 'signups.closed')
  const { least, isOfCountry } = leastAge(ageGate, joining.country)
  if (least === null) return 'yes'
  const age = ageOn(joining.birthday, ctx.now)
  if (age !== null && age >= least) return 'yes'
  // Who is too young for the strictest country may be old enough for theirs, once they say which it is.
  if (age === null || !isOfCountry) throw new AppError('invalid', 'signups.birthday_needed', { age: least })
  return 'too_young'
}

/** How old somebody must be; where it depends on the country and theirs is not said, as old as the strictest asks for. */
function leastAge({ minimum, byCountry }: Settings['ageGate'], country: string | undefined): { least: number | null; isOfCountry: boolean } {
  if (country !== undefined) return { least: byCountry[country] ?? minimum, isOfCountry: true }
  const ages = Object.values(byCountry)
  return ages.length === 0 ? { least: minimum, isOfCountry: true } : { least: Math.max(minimum ?? 0, ...ages), isOfCountry: false }
}

/**
 * Makes a member of whoever joins, or of a guest who was known by orders alone: who they are, where they came from, what they consent to; and the engine is
 * told, whose rules on `member.joined` give the welcome gift.
 */
export async function join(ctx: WriteContext, { email, externalId }: Shown, { guest, joining, name }: { guest: Person | undefined; joining: shapes.Joining; name: string | null }): Promise<Joined> {
  const { locale, birthday, country, zone, consents = [], source = {} } = joining
  const said = { ...(zone === undefined ? {} : { zone }), ...(country === undefined ? {} : { region: country }), ...(birthday === undefined ? {} : { birthday }) }
  const whoIs = { name: joining.name ?? name ?? undefined, locale }
  const before = guest === undefined ? {} : await unitsOf(ctx, guest.memberId)
  const memberId = guest?.memberId ?? await joinMember(ctx, {
    ...(externalId === null ? {} : { externalIds: [externalId] }), ...(email === null ? {} : { email: email.email }), ...(whoIs.name === undefined ? {} : { name: whoIs.name }), ...(locale === undefined ? {} : { locale }), ...said,
  })
  if (guest !== undefined) await joinGuest(ctx, guest, { whoIs, joining })
  await insertSource(ctx, { memberId, source })
  const { textVersion } = await readSettings(ctx)
  await giveConsents(ctx, { memberId, consents, locale: locale ?? null, textVersion, source: 'sign_up' })
  return { memberId, welcome: gained(before, await unitsOf(ctx, memberId)) }
}

/** What is known of a guest stays; they join now. */
async function joinGuest(ctx: WriteContext, { memberId, selves }: Person, { whoIs, joining }: { whoIs: { name: string | undefined; locale: string | undefined }; joining: shapes.Joining }): Promise<void> {
  await saveMissing(ctx, { memberId, name: whoIs.name ?? null, locale: whoIs.locale ?? null, birthYear: joining.birthday !== undefined && joining.birthday.length > 5 ? Number(joining.birthday.slice(0, 4)) : null })
  if (await hasJoined(ctx, selves)) return
  const birthday = joining.birthday?.slice(-5)
  await tellProfile(ctx, { memberId, joinedAt: ctx.now, profile: { ...(birthday === undefined ? {} : { birthday }), ...(joining.country === undefined ? {} : { region: joining.country }), ...(joining.zone === undefined ? {} : { zone: joining.zone }) } })
}

/**
 * The coupons that joining brings, in the words of their reader: those of this transaction, and the welcome that a guest was issued with their first order and was never
 * told of, as long as it works.
 */
export async function couponsGained(ctx: ReadContext, { memberId, locale }: { memberId: string; locale: Locale }): Promise<shapes.SignedIn['coupons']> {
  const { coupons } = await listCoupons(ctx, { member: memberId, status: 'issued', limit: MOST_COUPONS, locale })
  return coupons.flatMap(({ code, name, until, origin, issuedAt }) => ((origin === 'welcome' || issuedAt === ctx.now) && (until === null || until > ctx.now) ? [{ code, name, until }] : []))
}

type Units = Readonly<Record<string, { points: number; pending: number }>>

async function unitsOf(ctx: ReadContext, memberId: string): Promise<Units> {
  const { state: { head } } = await readState(ctx, { memberId, allLots: false })
  return Object.fromEntries(Object.entries(head.units).map(([unit, { active, pending }]) => [unit, { points: active + pending, pending }]))
}

function gained(before: Units, after: Units): shapes.SignedIn['welcome'] {
  return Object.entries(after).flatMap(([unit, { points, pending }]) => {
    const more = points - (before[unit]?.points ?? 0)
    return more > 0 ? [{ unit, points: more, pending: Math.max(0, pending - (before[unit]?.pending ?? 0)) }] : []
  })
}
