import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { Language, Time } from './schemas.ts'
import { inwardOf, outwardOf } from './translate-shape.ts'

const at = Date.UTC(2026, 0, 5, 10)
const Story = Type.Object({
  at: Time, until: Type.Optional(Type.Union([Time, Type.Null()])), name: Type.String(), count: Type.Integer(),
  lots: Type.Array(Type.Object({ endsAt: Time })), byUnit: Type.Record(Type.String(), Type.Object({ since: Time })),
})
const inside = { at, until: null, name: '2026-01-05T10:00:00Z', count: at, lots: [{ endsAt: at }, { endsAt: at + 1 }], byUnit: { points: { since: at } } }
const outside = {
  at: '2026-01-05T10:00:00Z', until: null, name: '2026-01-05T10:00:00Z', count: at, lots: [{ endsAt: '2026-01-05T10:00:00Z' }, { endsAt: '2026-01-05T10:00:00.001Z' }],
  byUnit: { points: { since: '2026-01-05T10:00:00Z' } },
}

describe('a shape', () => {
  test('turns instants into times and times into instants, wherever they are, and nothing else', () => {
    expect(outwardOf(Story)(inside)).toEqual(outside)
    expect(inwardOf(Story)(outside)).toEqual({ value: inside, problems: [] })
    expect(outwardOf(Story)({ ...inside, until: at })).toEqual({ ...outside, until: '2026-01-05T10:00:00Z' })
  })

  test('leaves its input as it was', () => {
    const frozen = Object.freeze({ ...inside, lots: Object.freeze([...inside.lots]) })
    outwardOf(Story)(frozen)
    expect(frozen.at).toBe(at)
  })

  test('tells the path of a time that is none, or far away', () => {
    const { problems } = inwardOf(Story)({ ...outside, at: '2026-13-05T10:00:00Z', lots: [{ endsAt: '2026-01-05T10:00:00' }], until: '2200-01-01T00:00:00Z' })
    expect(problems.map(({ keys, code }) => [keys.join('.'), code])).toEqual([['at', 'bad_format'], ['until', 'out_of_range'], ['lots.0.endsAt', 'bad_format']])
  })

  test('turns a language tag into a language that we speak', () => {
    const inward = inwardOf(Type.Object({ locale: Language }))
    expect(['zh-Hant-TW', 'fr', 'en-GB'].map((locale) => inward({ locale }).value)).toEqual([{ locale: 'zh-TW' }, { locale: 'fr' }, { locale: 'en' }])
  })
})
