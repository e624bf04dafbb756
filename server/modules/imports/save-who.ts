import type { Instant } from '#engine/calendar'
import { canonicalJson } from '#engine/canonical'
import type { Profile } from '#engine/member/event'
import type { Head } from '#engine/member/state'
import { lockProfile, noteChanged } from '#server/modules/activity/index'
import { giveConsents, selectConsents, type Said } from '#server/modules/consents/index'
import { tellEmailReplaced } from '#server/modules/logins/index'
import { changeIdentity, claimExternalIds, hasOwnPhone, insertSource, makeMember, NOBODY, readIdentity, replacedContacts, saveIdentity, type Identity, type IdentityChange } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Named } from './find-named.ts'
import type { ToldRow } from './read-row.ts'
import type { Settings } from './schemas.ts'

/** What was saved of a member, what the engine is still to be told, and by what their zone goes. */
export type Saved = { memberId: string; isNew: boolean; isChanged: boolean; profile: Profile; whose: Pick<Head, 'zone' | 'market'>; consents: number }

/** `mayReplace`: whether an address or a number that stands there may give way to another one. */
type Told = { row: ToldRow; named: Named; settings: Settings; mayReplace: boolean; worldNow: Instant }

/** Makes a member, or fills in what is not known of one; says what is new of it. @throws AppError imports.email_stands, imports.phone_stands, members.email_taken, members.phone_taken, members.external_id_taken */
export async function saveWho(ctx: WriteContext, { row, named, settings, mayReplace, worldNow }: Told): Promise<Saved> {
  if (named.memberId === null) return makeWho(ctx, row, settings)
  const { memberId } = named
  const known = await lockProfile(ctx, memberId)
  const before = await readIdentity(ctx, memberId)
  const { identity, emailKey } = changeIdentity(before, settings.isOverwriting ? row.who : missingOf(before, row, known.birthday))
  if (!mayReplace) refuseReplaced(replacedContacts(before, identity))
  await tellEmailReplaced(ctx, { memberId, before, after: identity, at: worldNow })
  const isOther = canonicalText(identity) !== canonicalText(before)
  // The file says the number that the member has said: it is the store's from now on.
  const isPhoneSaid = row.phone !== undefined && row.phone === identity.phone
  if (isOther || (isPhoneSaid && await hasOwnPhone(ctx, memberId))) await saveIdentity(ctx, { memberId, identity, emailKey, isPhoneSaid })
  const isOfId = row.externalId !== undefined && !named.hasId
  if (isOfId) await claimExternalIds(ctx, { memberId, externalIds: [row.externalId as string] })
  const consents = await saveConsents(ctx, { memberId, selves: named.selves, row, settings })
  const tags = [...new Set([...known.tags, ...row.tags])].sort()
  const told = Object.entries(row.profile).filter(([field, value]) => known[field as 'market'] !== value && (settings.isOverwriting || known[field as 'market'] === null))
  const isChanged = isOther || isOfId || consents > 0
  if (isChanged) await noteChanged(ctx, memberId)
  const profile: Profile = Object.fromEntries(told)
  return { memberId, isNew: false, isChanged, consents, whose: { zone: known.zone, market: profile.market ?? known.market }, profile: { ...profile, ...(tags.length > known.tags.length ? { tags } : {}) } }
}

/** @throws AppError imports.email_stands, imports.phone_stands */
function refuseReplaced(replaced: readonly ('email' | 'phone')[]): void {
  if (replaced.includes('email')) throw new AppError('forbidden', 'imports.email_stands')
  if (replaced.includes('phone')) throw new AppError('forbidden', 'imports.phone_stands')
}

async function makeWho(ctx: WriteContext, row: ToldRow, settings: Settings): Promise<Saved> {
  const { memberId } = await makeMember(ctx, { kind: 'person', externalIds: row.externalId === undefined ? [] : [row.externalId] })
  await saveIdentity(ctx, { memberId, ...changeIdentity(NOBODY, row.who) })
  await insertSource(ctx, { memberId, source: { import: settings.source } })
  const consents = await saveConsents(ctx, { memberId, selves: [], row, settings })
  return { memberId, isNew: true, isChanged: true, consents, whose: { zone: null, market: row.profile.market ?? null }, profile: { ...row.profile, ...(row.tags.length === 0 ? {} : { tags: row.tags }) } }
}

/** Of what is said only what is not known yet; the year of another birthday is none of this one. */
function missingOf(before: Identity, { who, profile }: ToldRow, birthday: string | null): IdentityChange {
  const isOther = birthday !== null && birthday !== profile.birthday
  return Object.fromEntries(Object.entries(who).filter(([field]) => before[field as 'name'] === null && !(field === 'birthYear' && isOther)))
}

function canonicalText({ attributes: _, ...identity }: Identity): string {
  return canonicalJson(identity)
}

/** The source of consents of imports begins so; where they are from stands behind it. */
const IMPORTED = 'import:'

/**
 * Records consents with where they are from and which text they were given to. What members said here, or staff for them, stands; an import speaks only where nothing but
 * imports has spoken, and says nothing twice. What a file leaves empty is no consent.
 */
async function saveConsents(ctx: WriteContext, { memberId, selves, row, settings: { source, consentText } }: { memberId: string; selves: readonly string[]; row: ToldRow; settings: Settings }): Promise<number> {
  if (row.consents.length === 0 || consentText === undefined) return 0
  const history = selves.length === 0 ? [] : await selectConsents(ctx, selves)
  const fresh = row.consents.filter(({ channel, purpose, isGiven }: Said) => {
    const said = history.filter((one) => one.channel === channel && one.purpose === purpose)
    return said.every((one) => one.source.startsWith(IMPORTED)) && said[0]?.isGiven !== isGiven
  })
  const locale = typeof row.who.locale === 'string' ? row.who.locale : null
  await giveConsents(ctx, { memberId, consents: fresh, locale, textVersion: consentText, source: `${IMPORTED}${source}` })
  return fresh.length
}
