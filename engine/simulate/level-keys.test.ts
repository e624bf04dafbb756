import { describe, expect, test } from 'vitest'
import type { Fact, Outcome } from '#engine/member/outcome'
import { emptyMember } from '#engine/member/parts'
import type { MemberState, Standing } from '#engine/member/state'
import { checkProgram } from '#engine/program/check'
import { levelKeys, levelsHeld, movesIn } from './level-keys.ts'

function programWith(tiers: object[], level?: 'highest' | 'lowest' | 'apart') {
  const { program, problems } = checkProgram({
    program: 'p', name: 'P', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }],
    tiers, ...(level === undefined ? {} : { level }),
  })
  if (!program) throw new Error(JSON.stringify(problems))
  return program
}

const spend = { id: 'spend', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100' } }, { id: 'top', entry: { spend: '200' } }] }
const fans = { id: 'fans', levels: [{ id: 'reader', entry: { event: 'reviewed', count: 1 } }, { id: 'writer', entry: { event: 'reviewed', count: 9 } }] }

function standing(level: number, levelId: string | null): Standing {
  return { level, levelId, holds: [], waiting: null, version: 1, next: null }
}

function memberOn(standings: Record<string, Standing>): MemberState {
  const empty = emptyMember('m')
  return { ...empty, head: { ...empty.head, standings } }
}

function outcomeWith(changes: { track: string; to: string | null }[]): Outcome {
  const facts = changes.map(({ track, to }, index): Fact => ({ name: 'tier.changed', at: index, track, to }))
  return { head: emptyMember('m').head, lots: [], awards: [], spends: [], postings: [], facts, trace: [] }
}

describe('the levels of a report', () => {
  test('are the ids of the only track, from the lowest', () => {
    expect(levelKeys(programWith([spend])).map(({ key }) => key)).toEqual(['base', 'vip', 'top'])
  })

  test('begin with none where even the first level asks for something', () => {
    const program = programWith([fans])
    expect(levelKeys(program).map(({ key }) => key)).toEqual(['none', 'reader', 'writer'])
    expect(levelsHeld(program, memberOn({ fans: standing(-1, null) }).head)).toEqual(['none'])
  })

  test('carry their track where tracks are kept apart', () => {
    const program = programWith([spend, fans], 'apart')
    expect(levelKeys(program).map(({ key }) => key)).toEqual(['spend/base', 'spend/vip', 'spend/top', 'fans/none', 'fans/reader', 'fans/writer'])
    expect(levelsHeld(program, memberOn({ spend: standing(1, 'vip'), fans: standing(-1, null) }).head)).toEqual(['spend/vip', 'fans/none'])
  })

  test.each([['highest', 'top'], ['lowest', 'writer']] as const)('of several tracks are the %s', (level, held) => {
    expect(levelsHeld(programWith([spend, fans], level), memberOn({ spend: standing(2, 'top'), fans: standing(1, 'writer') }).head)).toEqual([held])
  })

  test('of someone to whom nothing has happened are those that ask for nothing', () => {
    expect(levelsHeld(programWith([spend]), emptyMember('m').head)).toEqual(['base'])
  })
})

describe('moves', () => {
  test('are told each, also when one undoes the other', () => {
    const moves = movesIn(programWith([spend]), memberOn({ spend: standing(0, 'base') }), outcomeWith([{ track: 'spend', to: 'top' }, { track: 'spend', to: 'base' }]))
    expect(moves).toEqual([{ at: 0, from: 'base', to: 'top', isUp: true }, { at: 1, from: 'top', to: 'base', isUp: false }])
  })

  test('from below the first level start at none', () => {
    expect(movesIn(programWith([fans]), memberOn({ fans: standing(-1, null) }), outcomeWith([{ track: 'fans', to: 'reader' }])))
      .toEqual([{ at: 0, from: 'none', to: 'reader', isUp: true }])
  })

  test('of a track that does not decide are none', () => {
    const before = memberOn({ spend: standing(2, 'top'), fans: standing(-1, null) })
    const changes = outcomeWith([{ track: 'fans', to: 'reader' }, { track: 'spend', to: 'base' }])
    expect(movesIn(programWith([spend, fans], 'highest'), before, changes)).toEqual([{ at: 1, from: 'top', to: 'base', isUp: false }])
  })

  test('of tracks kept apart name their track', () => {
    const before = memberOn({ spend: standing(0, 'base'), fans: standing(-1, null) })
    expect(movesIn(programWith([spend, fans], 'apart'), before, outcomeWith([{ track: 'fans', to: 'reader' }])))
      .toEqual([{ at: 0, from: 'fans/none', to: 'fans/reader', isUp: true }])
  })
})
