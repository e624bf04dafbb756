import { assert } from '#engine/assert'
import { startOfDay, type Instant } from '#engine/calendar'
import { compareEvents } from '#engine/member/event'
import { advanceStore, type Recorder, type Recording } from '#server/modules/activity/index'
import { getStore, updateClock } from '#server/modules/stores/index'
import type { Database } from '#server/platform/database'
import type { Year } from './live-year.ts'
import { FIRST_DAY } from './plan-year.ts'

/** What records a year: a store, and where to tell how far it is. A signal ends it between two weeks; the next call goes on there. */
export type YearRecording = { database: Database; recorder: Recorder; storeId: string; onProgress: (done: number, total: number) => void; signal: AbortSignal }

/** When the year begins, in the first zone of the world where it does. */
export const YEAR_BEGINS: Instant = startOfDay(FIRST_DAY, 'Pacific/Kiritimati')

const WEEK = 7 * 86_400_000
const ACTOR = { kind: 'system', job: 'demo' } as const

/**
 * Records a year in a sandbox as a shop would have told it: week by week, what members did and then what time brings, so that the clock
 * of the store always stands where the story is. In the end it stands a millisecond before the year's closing midnight.
 */
export async function recordYear(year: Year, recording: YearRecording): Promise<void> {
  const { database, recorder, storeId, onProgress, signal } = recording
  const end = year.asOf - 1
  const told = [...year.eventsOf].flatMap(([member, events]) => events.map((event): Recording => ({ member: { externalId: member }, event })))
  told.sort((a, b) => compareEvents(a.event, b.event))
  const inStore = <T>(now: Instant, act: (ctx: Parameters<typeof updateClock>[0]) => Promise<T>) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now }))
  const { clockAt } = await inStore(0, getStore)
  for (let from = Math.max(YEAR_BEGINS - 1, clockAt ?? 0); from < end && !signal.aborted;) {
    const until = Math.min(from + WEEK, end)
    const week = told.filter(({ event: { at } }) => at > from && at <= until)
    if (week.length > 0) {
      const answers = await recorder.record({ storeId, actor: ACTOR, now: until }, week)
      assert(answers.every(({ status }) => status === 'accepted' || status === 'duplicate'), 'what happened in the year is accepted', answers.find(({ status }) => status === 'refused'))
    }
    await advanceStore({ database }, { storeId, until })
    await inStore(until, (ctx) => updateClock(ctx, until))
    onProgress(until - YEAR_BEGINS, end - YEAR_BEGINS)
    from = until
  }
}
