import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { runCommand } from './house.ts'
import { FILES, importAsBacktested, runRetail, writeFewer } from './retail.ts'

const isHere = existsSync(FILES.slice)
/** One member in 25 of the slice, which itself has one in five. The whole file is for `npm run torture`. */
const DIVISOR = 125

let folder: string
let world: TestWorld
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rockpool-retail-test-'))
  world = await openTestWorld()
})
afterAll(async () => {
  await world?.close()
  rmSync(folder, { recursive: true })
})

const commands = () => ({ database: world.database, run: (...args: string[]) => runCommand(args, { DATABASE_URL: world.ownerUrl }) })
const say = () => {}

describe(`a slice of a real store's history (UCI Online Retail)${isHere ? '' : `: put it at ${FILES.slice} to import it`}`, () => {
  test.skipIf(!isHere)('comes twice, and in parts with its invoices shuffled, to what the back-test says; and all of it is proved', async () => {
    const file = join(folder, 'fewer.csv')
    writeFewer(FILES.slice, file, DIVISOR)
    await runRetail(commands(), { file, parts: 2, seed: inject('seed'), say })
  })

  test.skipIf(!isHere)('comes to what the back-test says and others have counted', async () => {
    await importAsBacktested(commands(), { file: FILES.slice, say })
  })
})
