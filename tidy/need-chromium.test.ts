import { expect, test } from 'vitest'
import { needChromium } from './need-chromium.ts'

const say = (text: string): never => { throw new Error(`waits for: ${text}`) }

test('the Chromium that was asked for is taken if it runs; one that does not run is told, and no other one is installed in its place', async () => {
  expect(await needChromium({ env: { CHROMIUM_PATH: process.execPath }, say })).toEqual({ path: process.execPath, reason: null })
  // As the file of Ubuntu that only says which package to install.
  expect(await needChromium({ env: { CHROMIUM_PATH: '/bin/false' }, say })).toEqual({ path: null, reason: 'CHROMIUM_PATH names /bin/false, which does not run' })
})
