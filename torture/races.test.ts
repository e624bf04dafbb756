import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import type { Ground } from './ground.ts'
import { RACES } from './races.ts'
import { openTestGround } from './testing.ts'

const ROUNDS = 5

let ground: Ground
beforeAll(async () => { ground = await openTestGround() })
afterAll(() => ground?.close())

describe('whatever comes at once', () => {
  for (const { name, run } of RACES) {
    test(`${name}, ${ROUNDS} times`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) await run(ground, inject('seed') + round)
    })
  }
})
