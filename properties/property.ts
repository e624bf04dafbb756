import fc from 'fast-check'

/**
 * Something that is always so. `cases` draws what it is tried on, as plain JSON, so that a failure can be kept and tried again;
 * `holds` throws where it is not so.
 */
export type Property = { name: string; cases: fc.Arbitrary<unknown>; holds: (tried: unknown) => void; share: number }

/** A property, its types put away so that many can stand in one list. */
export function property<Case>(name: string, cases: fc.Arbitrary<Case>, holds: (tried: Case) => void): Property {
  return { name, cases: cases.map((drawn) => JSON.parse(JSON.stringify(drawn)) as Case), holds: holds as (tried: unknown) => void, share: 1 }
}

/** The same on a part of the histories: it costs much more than others, or has fewer ways to fail. */
export const seldom = (share: number, often: Property): Property => ({ ...often, share })

export type Failure = { property: string; seed: number; tried: unknown; error: string }

/** Tries a property on so many random cases; the smallest case that breaks it, or null. */
export function findFailure({ name, cases, holds }: Property, { seed, runs }: { seed: number; runs: number }): Failure | null {
  if (runs === 0) return null
  const found = fc.check(fc.property(cases, (tried) => holds(tried)), { seed, numRuns: runs })
  if (!found.failed) return null
  const error = found.errorInstance instanceof Error ? (found.errorInstance.stack ?? found.errorInstance.message) : String(found.errorInstance)
  return { property: name, seed, tried: found.counterexample?.[0], error }
}
