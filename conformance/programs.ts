import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** A program as its author wrote it, before any check. */
export type ProgramText = { readonly [key: string]: unknown }

/** Finds the program of a name; undefined when nobody has it. */
export type FindProgram = (name: string) => ProgramText | undefined

const here = dirname(fileURLToPath(import.meta.url))

/** Looks a name up among the small programs of the cases, then the ready ones in `programs/`; a path is taken from `folder`. */
export function programsFrom(folder: string): FindProgram {
  const found = new Map<string, ProgramText | undefined>()
  return (name) => {
    if (!found.has(name)) found.set(name, readProgram(name, folder))
    return found.get(name)
  }
}

function readProgram(name: string, folder: string): ProgramText | undefined {
  const paths = /\.(ya?ml|json)$/.test(name) ? [resolve(folder, name)] : [join(here, 'bases', `${name}.yaml`), join(here, '..', 'programs', `${name}.yaml`)]
  const path = paths.find(existsSync)
  return path === undefined ? undefined : (parse(readFileSync(path, 'utf8')) as ProgramText)
}

/**
 * The program that a case asks for: a name, a base with changes, or a whole document. Changes name what is other: the fields of
 * a unit, a market, a rule, a track, a level are merged (null removes a field, `remove: true` a thing with an id); any value is replaced whole.
 * @throws RangeError when nobody has a program of that name
 */
export function resolveProgram(asked: unknown, find: FindProgram): ProgramText {
  if (typeof asked === 'string') return requireProgram(asked, find)
  const { base, with: changes } = asked as { base?: string; with?: ProgramText }
  return base === undefined ? (asked as ProgramText) : changed(requireProgram(base, find), changes ?? {})
}

/** The program with changes merged into it, as `resolveProgram` does. */
export function changed(program: ProgramText, changes: ProgramText): ProgramText {
  return mergeFields(program, changes, mergePart) as ProgramText
}

function requireProgram(name: string, find: FindProgram): ProgramText {
  const program = find(name)
  if (program === undefined) throw new RangeError(`found no program "${name}": neither a ready one, nor a file that ends in .yaml or .json`)
  return program
}

/** Parts of a program that hold things by name, and parts that are a few settings: their fields are merged, not replaced. */
const BY_NAME: ReadonlySet<string> = new Set(['units', 'markets', 'benefits', 'events'])
const SETTINGS: ReadonlySet<string> = new Set(['refund', 'limits'])

function mergePart(part: string, base: unknown, change: unknown): unknown {
  if (BY_NAME.has(part)) return mergeFields(base, change, (_, before, after) => mergeFields(before, after))
  return SETTINGS.has(part) ? mergeFields(base, change) : mergeValue(base, change)
}

function mergeFields(base: unknown, change: unknown, merge = (_: string, before: unknown, after: unknown) => mergeValue(before, after)): unknown {
  if (!isRecord(change)) return change
  const merged: Record<string, unknown> = isRecord(base) ? { ...base } : {}
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key]
    else merged[key] = merge(key, merged[key], value)
  }
  return merged
}

function mergeValue(base: unknown, change: unknown): unknown {
  return Array.isArray(base) && Array.isArray(change) && isListOfIds(change) ? mergeById(base, change) : change
}

function mergeById(base: readonly unknown[], changes: readonly { id: string; remove?: boolean }[]): unknown[] {
  const byId = new Map(base.map((item, index) => [isRecord(item) ? item.id : index, item]))
  for (const change of changes) {
    if (change.remove === true) byId.delete(change.id)
    else byId.set(change.id, mergeFields(byId.get(change.id), change))
  }
  return [...byId.values()]
}

function isListOfIds(list: readonly unknown[]): list is readonly { id: string; remove?: boolean }[] {
  return list.length > 0 && list.every((item) => isRecord(item) && typeof item.id === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
