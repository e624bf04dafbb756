import { describe, expect, test } from 'vitest'
import { parseDay, parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import { tellVolume, volumeTold } from './company-volume.ts'
import { NO_COMPANY } from './company.ts'
import { openDraft, type Draft } from './draft.ts'
import { fold } from './fold.ts'
import { emptyMember } from './parts.ts'
import type { Series } from './state.ts'

const programOf = (asks: 'company_volume' | 'spend') => timelineOf(compileProgram({
  program: 'trade', name: 'Trade', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [], tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'big', entry: { [asks]: '100', window: { rolling: { days: 30 } } } as never }] }],
}))
const timeline = programOf('company_volume')

const days = (amounts: Record<string, number>, older = 0): Series => ({
  total: older + Object.values(amounts).reduce((sum, one) => sum + one, 0), days: Object.keys(amounts).map((day) => parseDay(`2026-03-${day}`)), amounts: Object.values(amounts),
})

type Side = { buyers: readonly string[]; spend: Series | null }

function draftOf(side: Side, of = timeline): Draft {
  const draft = openDraft(of, emptyMember('acme'))
  Object.assign(draft.head, { company: { ...NO_COMPANY, buyers: side.buyers }, series: side.spend === null ? {} : { spend: side.spend } })
  return Object.assign(draft, { source: 'shop', sourceId: 'o1' })
}

/** What is told to whom where a company goes from one side to the other. */
function told(before: Side, after: Side) {
  const draft = draftOf(after)
  tellVolume(draft, before)
  return draft.facts.map(({ name, at: _, key: __, ...fact }) => (expect(name).toBe('company.volume'), fact))
}

describe('buyers are told', () => {
  test('what is new, each day by itself, the earliest first, and of what lies before the days that are kept the sum', () => {
    const before = { buyers: ['cy', 'bob'], spend: days({ '02': 500, '05': 100 }) }
    expect(told(before, { buyers: before.buyers, spend: days({ '01': 30, '02': 500, '05': 70, '09': 7 }, 1_000) })).toEqual(['bob', 'cy'].map((to) => (
      { to, baseMinor: 1_007, days: [{ day: '2026-03-01', baseMinor: 30 }, { day: '2026-03-05', baseMinor: -30 }, { day: '2026-03-09', baseMinor: 7 }] })))
  })

  test('of days that moved, though the sum is the same, and of a sum whose days are not kept', () => {
    expect(told({ buyers: ['bob'], spend: days({ '02': 500 }) }, { buyers: ['bob'], spend: days({ '03': 500, '02': 0 }) })).toEqual([{ to: 'bob', baseMinor: 0, days: [{ day: '2026-03-02', baseMinor: -500 }, { day: '2026-03-03', baseMinor: 500 }] }])
    expect(told({ buyers: ['bob'], spend: days({ '02': 500 }) }, { buyers: ['bob'], spend: days({ '02': 500 }, 40) })).toEqual([{ to: 'bob', baseMinor: 40, days: [] }])
  })

  test('nothing of a day that the company keeps no more: it is as it was', () => {
    expect(told({ buyers: ['bob'], spend: days({ '01': 500, '02': 100 }) }, { buyers: ['bob'], spend: days({ '02': 100 }, 500) })).toEqual([])
  })

  test('of all of it when they come, and of none of it when they go; who stays hears nothing', () => {
    const spend = days({ '09': 9, '02': 500 })
    expect(told({ buyers: ['bob', 'cy'], spend }, { buyers: ['cy', 'ada'], spend })).toEqual([
      { to: 'ada', baseMinor: 509, days: [{ day: '2026-03-02', baseMinor: 500 }, { day: '2026-03-09', baseMinor: 9 }] },
      { to: 'bob', baseMinor: -509, days: [{ day: '2026-03-02', baseMinor: -500 }, { day: '2026-03-09', baseMinor: -9 }] },
    ])
    expect(told({ buyers: [], spend: null }, { buyers: ['bob'], spend: null })).toEqual([])
  })

  test('nothing where no level asks for it, or where nobody buys', () => {
    const spend = days({ '02': 500 })
    expect(volumeTold(draftOf({ buyers: ['bob'], spend }))).toEqual({ buyers: ['bob'], spend })
    expect(volumeTold(draftOf({ buyers: [], spend }))).toEqual({ buyers: [], spend: null })
    expect(volumeTold(draftOf({ buyers: ['bob'], spend }, programOf('spend')))).toEqual({ buyers: ['bob'], spend: null })
  })
})

describe('a buyer counts', () => {
  const told = (baseMinor: number, on?: { day: string; baseMinor: number }[]) => ({ baseMinor, ...(on === undefined ? {} : { days: on.map(({ day, baseMinor: minor }) => ({ day: parseDay(day), baseMinor: minor })) }) })
  const volume = (...bodies: ReturnType<typeof told>[]) => {
    const events = bodies.map((body, n) => ({ source: 'rockpool', id: `v${n}`, at: parseInstant(`2026-03-1${n}T10:00Z`), kind: 'company.volume' as const, ...body }))
    return fold(timeline, 'bob', { events })
  }

  test('what is told without days on the day of the telling, and with days on those; the rest for life', () => {
    expect(volume(told(700)).state.head.series['company_volume']).toEqual({ total: 700, days: [parseDay('2026-03-10')], amounts: [700] })
    const { total, days: on, amounts } = volume(told(700, [{ day: '2026-03-02', baseMinor: 200 }])).state.head.series['company_volume']!
    expect([total, on.at(-1), amounts.at(-1)]).toEqual([700, parseDay('2026-03-02'), 200])
  })

  test('what is taken back from its own day, and a level that it carried ends for that, not by the rules of time', () => {
    const up = told(20_000, [{ day: '2026-03-10', baseMinor: 20_000 }])
    const { state, trace } = volume(up, told(-20_000, [{ day: '2026-03-10', baseMinor: -20_000 }]))
    expect(state.head.series['company_volume']?.total).toBe(0)
    expect(trace.filter(({ code }) => code.startsWith('tier.')).map(({ code, cause }) => [code, cause])).toEqual([['tier.up', 'rules'], ['tier.down', 'undone']])
  })
})
