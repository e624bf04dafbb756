import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseInstant, type Instant } from '#engine/calendar'
import type { Cart } from '#engine/pricing/cart'
import { cartFields, CartGood, cartMistakes, compileCart, unknownName } from '#engine/pricing/cart-document'
import type { Program } from '#engine/program/program'
import { openNotes } from '#engine/program/problem'
import { readSource } from '#engine/program/source'
import { pathText, shapeProblems } from '#engine/shape'
import { translate } from '#engine/text'
import { Failure } from './exits.ts'
import { readProgramText } from './program-file.ts'
import type { Text } from './text.ts'

const CLOSED = { additionalProperties: false } as const
const Word = Type.String({ minLength: 1, description: 'a text' })

const Line = Type.Object({ sku: Word, ...CartGood.properties }, { ...CLOSED, description: '{ sku: mug, quantity: 2, retail: "20.00" }' })
const Member = Type.Object({ level: Type.Optional(Word), tags: Type.Optional(Type.Array(Word)), points: Type.Optional(Type.Integer({ minimum: 0 })) }, { ...CLOSED, description: '{ level: gold, tags: [vip], points: 700 }; nobody where it is left out' })
const CartFile = Type.Object({
  ...cartFields,
  at: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$', description: 'a time with its offset, such as 2026-11-11T10:00+08:00' })),
  member: Type.Optional(Member),
  lines: Type.Array(Line, { minItems: 1, maxItems: 1_000, description: 'a list of at least one line' }),
}, { ...CLOSED, description: 'a cart: { market: us, lines: [{ sku: mug, retail: "20.00" }] }' })

const validator = Compile(CartFile)

/** A cart as it was written, who has it (null: a guest), and when (null: now). */
export type WrittenCart = { cart: Cart; at: Instant | null; member: Static<typeof Member> | null; /** Whether benefits are kept below the floor. */ isOverridden: boolean }

/** Reads a cart for a program. @throws Failure with every mistake, its line, and what would be right */
export async function readCart(file: string, { program, text }: { program: Program; text: Text }): Promise<WrittenCart> {
  const notes = openNotes()
  const source = readSource(await readProgramText(file, text), notes)
  const lineOf = (keys: readonly string[], spot: number | null = null) => source.locate({ path: keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), isKey: false, offset: null, spot })?.line ?? 1
  const [syntax] = notes.findings
  if (syntax !== undefined) throw new Failure(`${file}:${lineOf([], syntax.spot)}  ${translate(text.locale, `program.${syntax.code}`, { ...syntax.values, found: syntax.found })}`)
  const shape = shapeProblems(validator, source.value)
  const written = source.value as Static<typeof CartFile>
  const mistakes = shape.length > 0 ? shape : [...cartMistakes(written, program), ...levelMistakes(written, program)]
  if (mistakes.length > 0) throw new Failure(mistakes.map(({ keys, found, wanted }) => text.say('cli.quote.mistake', { file, line: lineOf(keys), path: pathText(keys), found, wanted })).join('\n'))
  const { at, member = null, override: isOverridden = false } = written
  const seer = { isMember: member !== null, tags: member?.tags ?? [], levels: member?.level === undefined ? [] : [member.level], memberIds: [] }
  return { at: at === undefined ? null : parseInstant(at), member, isOverridden, cart: compileCart(written, program, { seer, at: at === undefined ? Date.now() : parseInstant(at) }) }
}

function levelMistakes({ member }: Static<typeof CartFile>, program: Program): ReturnType<typeof unknownName> {
  const levels = program.tracks.flatMap((track) => track.levels.map(({ id }) => id))
  return member?.level === undefined ? [] : unknownName(['member', 'level'], member.level, levels)
}
