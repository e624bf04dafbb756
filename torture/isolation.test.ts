import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase, type Database } from '#server/platform/database'
import type { Ground } from './ground.ts'
import { tryRoutes } from './isolation-routes.ts'
import { tryCatalog, tryPowers, tryTransactions } from './isolation.ts'
import { openTestGround } from './testing.ts'

let ground: Ground
let superuser: Database
beforeAll(async () => {
  ground = await openTestGround()
  superuser = openDatabase(ground.superuserUrl, { connections: 2 })
})
afterAll(async () => {
  await superuser?.close()
  await ground?.close()
})

describe('what belongs to another store', () => {
  test('is forbidden or not there, by every route, with every permission and every id of its rows', async () => {
    expect(await tryRoutes(ground, superuser)).toBeGreaterThan(100)
  })

  test('is behind forced row security and a key that begins with its store, in every table', async () => {
    expect(await tryCatalog(superuser)).toBeGreaterThan(10)
  })

  test('is out of reach for the serving role, which owns nothing and can make nothing', () => tryPowers(ground, superuser))

  test('is seen by no transaction of 5,000 over one pool, though some throw and some are interrupted', async () => {
    await tryTransactions(ground, superuser, { seed: inject('seed'), count: 5_000 })
  })
})
