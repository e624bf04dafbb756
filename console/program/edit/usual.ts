import type { Path } from '#engine/program/problem'
import { Criteria, ProgramDocument } from '#engine/program/schema'

type Shape = { properties?: Readonly<Record<string, Shape>>; patternProperties?: Readonly<Record<string, Shape>>; items?: Shape; anyOf?: readonly Shape[]; $ref?: string; $defs?: Readonly<Record<string, Shape>> }

const DEFINITIONS = (Criteria as unknown as Shape).$defs ?? {}

/** The keys that a map of the document can have, in the order in which the schema tells them: that of the programs of ours. */
export function usualKeys(path: Path): readonly string[] {
  const shapes = path.reduce<readonly Shape[]>((at, step) => at.flatMap((shape) => within(shape, step)), branches(ProgramDocument as unknown as Shape))
  return [...new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)))]
}

function within({ properties, patternProperties, items }: Shape, step: string | number): readonly Shape[] {
  const next = typeof step === 'number' ? items : properties?.[step] ?? Object.values(patternProperties ?? {})[0]
  return next === undefined ? [] : branches(next)
}

function branches(shape: Shape): readonly Shape[] {
  if (shape.$ref !== undefined) return branches(DEFINITIONS[shape.$ref] ?? {})
  return shape.anyOf === undefined ? [shape] : shape.anyOf.flatMap(branches)
}
