import { describe, inject, test } from 'vitest'
import { keepFailure, keptFor } from './failures.ts'
import { findFailure, type Property } from './property.ts'

const seed = inject('seed')

/** A test for each property: first the histories that broke it before, then as many random ones as the run affords. */
export function tryEach(properties: readonly Property[]): void {
  const histories = inject('histories')
  describe(`tried on ${histories} histories from seed ${seed}`, () => {
    test.each(properties.map((property) => [property.name, property] as const))('%s', (_, property) => {
      for (const tried of keptFor(property)) property.holds(tried)
      const failure = findFailure(property, { seed, runs: Math.ceil(histories * property.share) })
      if (failure === null) return
      if (inject('keepsFailures')) keepFailure(failure)
      throw new Error(`seed ${seed}: ${failure.error}\n\nThe history: ${JSON.stringify(failure.tried)}`)
    })
  })
}
