import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Ground } from './ground.ts'
import { runInput } from './input.ts'
import { openTestGround } from './testing.ts'

let ground: Ground
beforeAll(async () => { ground = await openTestGround() })
afterAll(() => ground?.close())

describe('what nobody should send', () => {
  test('changes nothing, breaks nothing, and is told what is wrong: 5,000 requests made from the document', async () => {
    expect(await runInput({ ground, seed: inject('seed'), count: 5_000, say: () => {} })).toMatch(/\d+ × 422/)
  })
})
