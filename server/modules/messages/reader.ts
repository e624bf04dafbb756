import type { Words } from '#engine/member/explain-words'
import { zoneOf } from '#engine/member/policy'
import type { MemberState } from '#engine/member/state'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { localeOf, type Locale, type Voice } from '#engine/text'
import { readThrough, type Seen } from '#server/modules/activity/index'
import { readConsents } from '#server/modules/consents/index'
import { findPerson, readFreeze, readIdentity } from '#server/modules/members/index'
import { readSettings, voiceOf } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import type { Purpose } from './kinds.ts'

/** Whoever is written to: where, in which language, and what they have now. */
export type Reader = { memberId: string; email: string; name: string | null; locale: Locale; words: Words; program: Program; state: MemberState }

/**
 * A member who can be written to; undefined where there is nobody, no address, or where nothing goes to them: erased, frozen, or a company, which has people who act for it. Of
 * somebody who was merged it is the one who goes on.
 */
export async function openReader(ctx: ReadContext, member: string): Promise<Reader | undefined> {
  const person = await findPerson(ctx, member)
  if (person === undefined || person.erasedAt !== null || person.kind !== 'person' || (await readFreeze(ctx, person.memberId)) !== null) return undefined
  const { memberId } = person
  const { email, name, givenName, locale } = await readIdentity(ctx, memberId)
  if (email === null) return undefined
  const language = await languageFor(ctx, locale)
  const seen = await readThrough(ctx, { memberId, allLots: true }, (whole) => whole)
  if (seen.timeline.length === 0 || seen.state.head.version === 0) return undefined
  return { memberId, email, name: name ?? givenName, locale: language, ...wordsFor(ctx, seen, await voiceOf(ctx, language)) }
}

/** Their own language where the store speaks it with shoppers, else the one that the store names first. */
async function languageFor(ctx: ReadContext, locale: string | null): Promise<Locale> {
  const { languages } = await readSettings(ctx)
  const own = locale === null ? undefined : localeOf(locale)
  return own !== undefined && languages.includes(own) ? own : (languages[0] as Locale)
}

function wordsFor({ now }: ReadContext, { timeline, state }: Seen, voice: Voice): Pick<Reader, 'words' | 'program' | 'state'> {
  const { program } = publicationAt(timeline, now)
  return { state, program, words: { ...voice, timeline, zone: zoneOf(state.head, program), at: now } }
}

/** R50: whether somebody may be written to by mail for a purpose: news of their own points until they said no, what shall bring them back once they said yes. */
export async function mayWrite(ctx: ReadContext, memberId: string, purpose: Purpose): Promise<boolean> {
  if (purpose === 'always') return true
  const { consents } = await readConsents(ctx, { member: memberId })
  const isGiven = consents.find((one) => one.channel === 'email' && one.purpose === purpose)?.isGiven
  return purpose === 'service' ? isGiven !== false : isGiven === true
}
