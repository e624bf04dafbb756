import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import { pathText } from '#engine/program/problem'
import { clearing, duplication, freshId } from './fresh.ts'
import { partPath, partText, pathOf, sectionOf } from './part.ts'
import { changed } from './plain.ts'
import { readTree } from './tree.ts'
import { usualKeys } from './usual.ts'

const FASHION = readTree(readFileSync('programs/fashion.yaml', 'utf8'))!.value

describe('a place of the program', () => {
  test('has an address that names entries by their ids, and by their number where an id is not theirs alone', () => {
    expect(partText(FASHION, ['tiers', 0, 'levels', 2])).toBe('tiers.wardrobe.levels.gold')
    expect(partPath(FASHION, 'tiers.wardrobe.levels.gold')).toEqual(['tiers', 0, 'levels', 2])
    expect(partPath(FASHION, 'earn.2')).toEqual(['earn', 2])
    expect(partPath(FASHION, 'earn.nothing')).toEqual(['earn'])
    expect(partPath(FASHION, 'constructor')).toEqual([])
    expect(partPath(FASHION, 'units')).toEqual(['units'])
    expect(partText({ earn: [{ id: 'a' }, { id: 'a' }] }, ['earn', 1])).toBe('earn.1')
  })

  test('is found by the words of the check', () => {
    for (const path of [['earn', 0, 'when'], ['markets', 'us', 'redeem'], ['events', 'quiz.passed', 'score'], ['benefits', 'zh-CN "x"']]) expect(pathOf(pathText(path))).toEqual(path)
    expect(sectionOf(pathOf('entitlements[0].uses'))).toBe('benefits')
    expect(sectionOf([])).toBe('basics')
  })

  test('has the keys that the schema gives it, in its order', () => {
    expect(usualKeys(['earn', 0]).slice(0, 4)).toEqual(['id', 'name', 'on', 'when'])
    expect(usualKeys(['tiers', 0, 'levels', 1, 'entry', 'any', 0])).toContain('spend')
    expect(usualKeys(['markets', 'us', 'redeem'])).toEqual(['points', 'worth'])
    expect(usualKeys([])[0]).toBe('program')
  })
})

describe('an entry', () => {
  test('is doubled under an id of its own, and the program is still one', () => {
    expect(freshId('gold', ['gold', 'gold_2'])).toBe('gold_3')
    const twice = changed(FASHION, duplication(FASHION, ['earn'], 2)) as { earn: { id: string }[] }
    expect(twice.earn.map(({ id }) => id)).toEqual(['purchase', 'welcome', 'birthday', 'birthday_2', 'review'])
    expect(checkProgram(twice).problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
    expect(Object.keys((changed(FASHION, duplication(FASHION, ['benefits'], 'preview')) as { benefits: object }).benefits).at(-1)).toBe('preview_2')
  })

  test('is left without the groups that a cleared setting leaves empty', () => {
    expect(clearing(FASHION, ['earn', 3, 'caps', 'times', 'month'])).toEqual({ kind: 'remove', path: ['earn', 3, 'caps'] })
    expect(clearing(FASHION, ['expiry', 'round_up'])).toEqual({ kind: 'remove', path: ['expiry', 'round_up'] })
    expect(clearing({ earn: [{ caps: { day: 1 } }] }, ['earn', 0, 'caps', 'day'])).toEqual({ kind: 'remove', path: ['earn', 0, 'caps'] })
  })
})
