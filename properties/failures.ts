import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Failure, Property } from './property.ts'

const FILE = fileURLToPath(new URL('./failing-histories.json', import.meta.url))

/** A history that broke a property once, as it was tried; it is tried first ever after. */
type Kept = { property: string; seed: number; tried: unknown }

function readKept(): Kept[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Kept[]
}

/** The histories that broke this property before, oldest first. */
export function keptFor({ name }: Property): unknown[] {
  return readKept().filter(({ property }) => property === name).map(({ tried }) => tried)
}

/** Keeps a failure in the file, once. */
export function keepFailure({ property, seed, tried }: Failure): void {
  const kept = readKept()
  if (kept.some((one) => one.property === property && JSON.stringify(one.tried) === JSON.stringify(tried))) return
  writeFileSync(FILE, `[\n${[...kept, { property, seed, tried }].map((one) => JSON.stringify(one)).join(',\n')}\n]\n`)
}
