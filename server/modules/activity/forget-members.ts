import { assert } from '#engine/assert'
import { canonicalJson } from '#engine/canonical'
import type { MemberEvent, Profile } from '#engine/member/event'
import { forgetPerson, personalValuesOf } from '#engine/member/forget'
import { holdTimeline } from '#server/modules/programs/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Account, Past } from './account.ts'
import { selectEvents, type Named } from './activity.store.ts'
import { dropCheckpoints } from './checkpoints.ts'
import { forgetEvents } from './profiles.store.ts'
import { readAccounts } from './read-accounts.ts'
import { readPast } from './read-past.ts'
import { openPast, refoldAccount } from './replay-account.ts'
import { saveAccounts } from './save-accounts.ts'
import { lockProfile, tellProfile } from './tell-profile.ts'

/** What an event says about a person: when it happened, its kind, and the values. */
export type Saying = { at: number; type: string; values: Readonly<Record<string, unknown>> }

/** R44: what the events of these members say about the person behind them, in the order of time. */
export async function listSayings(ctx: ReadContext, memberIds: readonly string[]): Promise<Saying[]> {
  const events = (await selectEvents(ctx, { memberIds })).map(({ event }) => event).sort((a, b) => a.at - b.at)
  return events.flatMap((event) => {
    const values = personalValuesOf(event)
    return values === null ? [] : [{ at: event.at, type: event.kind, values }]
  })
}

/**
 * R44: takes out of the events of a person's members, the merged ones first, what is said about the person, and works them out anew:
 * they have what they had. Keys know an event by its source and id alone from then on, so whatever comes again is known. A birthday
 * or a tag on which value rests stays in the past, and is told to be no more from now on.
 */
export async function forgetMembers(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  const timeline = await holdTimeline(ctx)
  const accounts = [...(await readAccounts(ctx, memberIds.map((memberId) => ({ memberId, events: [], until: 0 })))).values()]
    .sort((a, b) => memberIds.indexOf(a.memberId) - memberIds.indexOf(b.memberId)).filter(({ events }) => events > 0)
  const pasts: Past[] = []
  for (const account of accounts) pasts.push(openPast(timeline, account, await readPast(ctx, timeline, { memberId: account.memberId })))
  const { histories, kept, forget } = forgetPerson(timeline, accounts.map(({ memberId, state }, index) => ({ member: memberId, events: (pasts[index] as Past).ordered, until: state.head.advancedTo })))
  const changed = changedEvents(await selectEvents(ctx, { memberIds }), forget)
  for (const [index, account] of accounts.entries()) {
    const ordered = [...(histories[index]?.events ?? [])]
    refoldAccount(timeline, account, { past: { ...(pasts[index] as Past), ordered }, cause: ordered.at(-1) as MemberEvent, until: account.state.head.advancedTo })
    assert(account.postings.length === 0, 'forgetting a person posts nothing', { memberId: account.memberId })
    account.told.length = 0
  }
  await saveAccounts(ctx, accounts, { timeline })
  await dropCheckpoints(ctx, memberIds)
  await forgetEvents(ctx, { memberIds, events: changed })
  const goesOn = accounts.at(-1)
  if (goesOn !== undefined && kept.length > 0) await tellNothing(ctx, goesOn)
}

/** Of all that was told, corrected or not, what says less than it said. */
function changedEvents(told: readonly Named[], forget: (event: MemberEvent) => MemberEvent): Named[] {
  return told.map(({ memberId, event }) => ({ memberId, was: event, event: forget(event) }))
    .filter(({ was, event }) => personalValuesOf(was) !== null && canonicalJson(was) !== canonicalJson(event)).map(({ memberId, event }) => ({ memberId, event }))
}

/** What stays in the past is no longer so from now on; after all that happened, so that nothing of it is judged anew. */
async function tellNothing(ctx: WriteContext, { memberId, last, state: { head } }: Account): Promise<void> {
  const { birthday, tags } = await lockProfile(ctx, memberId)
  const profile: Profile = { ...(birthday === null ? {} : { birthday: null }), ...(tags.length === 0 ? {} : { tags: [] }) }
  if (Object.keys(profile).length > 0) await tellProfile(ctx, { memberId, profile, at: Math.max(ctx.now, head.advancedTo, (last?.at ?? 0) + 1) })
}
