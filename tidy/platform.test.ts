import { describe, expect, test } from 'vitest'
import { complaints, filesUnder, importsOf } from './files.ts'

/** What the platform may know of the house: itself, and what stands at the root of the engine (assertions, time, ids). */
const ITS_OWN = /^(?:\.\/|#server\/platform\/|#engine\/[^/]+$)/

const sources = filesUnder('server/platform', '.ts')

function isForeign(name: string): boolean {
  return /^[#.]/.test(name) && !ITS_OWN.test(name)
}

describe('the platform', () => {
  test('is looked at', () => {
    expect(sources.length).toBeGreaterThan(5)
  })

  test('knows no domain word: it imports itself, packages, and the root of the engine', () => {
    expect(complaints(sources, ({ text }) => importsOf(text).filter(isForeign).map((name) => `imports '${name}', which is not the platform's to know`))).toEqual([])
  })
})

describe('these checks', () => {
  test('tell what is foreign', () => {
    const names = ['./port.ts', '#server/platform/errors', '#engine/assert', 'postgres', 'node:fs', '#engine/member/state', '#server/modules/activity', '../app/main.ts']
    expect(names.filter(isForeign)).toEqual(['#engine/member/state', '#server/modules/activity', '../app/main.ts'])
  })
})
