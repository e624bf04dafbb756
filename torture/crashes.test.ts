import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { runCrashes, VICTIMS } from './crashes.ts'
import { openHouse, type House } from './house.ts'

let house: House
beforeAll(async () => { house = await openHouse() })
afterAll(() => house?.close())

describe('what was acknowledged', () => {
  test('is there once, whoever is killed under twenty writers: the web, the worker, PostgreSQL, all of them', async () => {
    const said: string[] = []
    await runCrashes(house, { seed: inject('seed'), victims: VICTIMS, say: (text) => said.push(text) })
    expect(said).toHaveLength(VICTIMS.length)
  })
})
