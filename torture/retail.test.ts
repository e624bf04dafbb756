import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { runCommand } from './house.ts'
import { FILES, runRetail } from './retail.ts'

const isHere = existsSync(FILES.slice)

let world: TestWorld
beforeAll(async () => { world = await openTestWorld() })
afterAll(() => world?.close())

describe(`a slice of a real store's history (UCI Online Retail)${isHere ? '' : `: put it at ${FILES.slice} to import it`}`, () => {
  test.skipIf(!isHere)('comes to what the back-test says and others have counted: imported, twice, and shuffled in parts', async () => {
    await runRetail({ database: world.database, run: (...args) => runCommand(args, { DATABASE_URL: world.ownerUrl }) }, { file: FILES.slice, parts: 2, seed: inject('seed'), say: () => {} })
  })
})
