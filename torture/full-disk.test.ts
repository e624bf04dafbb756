import { describe, inject, test } from 'vitest'
import { canMakeDisk, runFullDisk } from './full-disk.ts'

const isAble = canMakeDisk()

describe(`a disk that is full${isAble ? '' : ': needs root on Linux, to make a small disk in a namespace of its own'}`, () => {
  test.skipIf(!isAble)('loses nothing: everybody is told to come again, and when there is room it goes on', async () => {
    await runFullDisk({ seed: inject('seed'), rounds: 2, say: () => {} })
  })
})
