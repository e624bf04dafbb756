import fc from 'fast-check'
import type { Chance } from '#server/demo/chance'
import type { Contract, Schema } from './contract.ts'

const MOST_DEEP = 6
const SAMPLES = 20
const patterns = new Map<string, readonly string[]>()

/** A value that mostly fits a schema: what a caller means to send. Whether it does is the judge's to say. */
export function sampleOf({ resolve }: Pick<Contract, 'resolve'>, schema: Schema, { chance, depth = 0 }: { chance: Chance; depth?: number }): unknown {
  const { type, anyOf, enum: choices, const: only, ...rest } = resolve(schema)
  const below = (inner: unknown): unknown => sampleOf({ resolve }, inner as Schema, { chance, depth: depth + 1 })
  if (only !== undefined) return only
  if (Array.isArray(choices)) return chance.pick(choices)
  if (Array.isArray(anyOf)) return below(chance.pick(anyOf))
  switch (type) {
    case 'object': return objectOf(rest, { chance, depth, below })
    case 'array': return depth > MOST_DEEP ? [] : Array.from({ length: chance.between(Number(rest['minItems'] ?? 0), 2) }, () => below(rest['items']))
    case 'string': return textOf(rest, chance)
    case 'integer':
    case 'number': return chance.pick([Number(rest['minimum'] ?? 0), Number(rest['maximum'] ?? 1_000), chance.between(1, 1_000)])
    case 'boolean': return chance.isLucky(0.5)
    case 'null': return null
    default: return chance.pick([1, 'a', true, {}, []])
  }
}

function objectOf(rest: Schema, { chance, depth, below }: { chance: Chance; depth: number; below: (inner: unknown) => unknown }): unknown {
  const { properties = {}, required = [], patternProperties } = rest as { properties?: Record<string, Schema>; required?: string[]; patternProperties?: Record<string, Schema> }
  const names = Object.keys(properties).filter((name) => required.includes(name) || (depth <= MOST_DEEP && chance.isLucky(0.5)))
  const [free] = Object.values(patternProperties ?? {})
  return { ...Object.fromEntries(names.map((name) => [name, below(properties[name])])), ...(free !== undefined && chance.isLucky(0.5) ? { free: below(free) } : {}) }
}

function textOf({ format, pattern, maxLength, minLength = 0 }: Schema, chance: Chance): string {
  if (format === 'date-time') return `2026-01-0${chance.between(1, 5)}T0${chance.between(0, 9)}:00:00Z`
  if (typeof pattern !== 'string') return chance.pick(['a', 'customer-77', '2026-01-05T09:00:00Z', 'x'.repeat(Math.max(Number(minLength), Math.min(Number(maxLength ?? 20), 40)))])
  let samples = patterns.get(pattern)
  if (samples === undefined) patterns.set(pattern, (samples = fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: SAMPLES })))
  return chance.pick([...samples, 'customer-77']).slice(0, Number(maxLength ?? 200))
}
