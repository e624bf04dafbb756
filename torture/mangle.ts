import type { Chance } from '#server/demo/chance'

/** JSON that no JavaScript value stands for: it is put into the text as it is, in the place of a mark. */
const RAW = ['1e999', '-0', '1E400', '0.1e-400', '123456789012345678901234567890', '"\\u0000"', '"a\\ud800b"', '"\\udc00\\ud800"', '{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"x":1}}}', '{"a":1,"a":2}', '"\\u202e\\ufeff\\u0007"']

const WRONG: readonly unknown[] = [
  null, true, false, 0, -1, 0.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER + 1, 2 ** 31, '', ' ', '1', 'null', 'x'.repeat(10_000), '🦀'.repeat(300), '\u0007', '2026-13-45T99:00:00Z', '2026-01-05', '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00Z', '../../etc/passwd', "'; drop table stores; --", '{{7*7}}', '%s%n', [], {}, [[]], [null], { a: 1 }, { length: 1_000_000 }, { toString: 1 },
]

const NAMES = ['extra', '', 'constructor', 'toString', 'hasOwnProperty', '$ref', 'events', 'a.b', 'a[0]', 'ключ', '🔑', 'x'.repeat(5_000), '\u0000', 'storeId', 'store_id', 'granted']

type Place = { parent: Record<string, unknown> | unknown[] | null; key: string | number }

/** A JSON text made of a value, with one or two things wrong in it: a type swapped, a field missing or too many, a number at its edge, a depth or a length that nobody means. */
export function mangled(value: unknown, chance: Chance): { value: unknown; text: string } {
  const root = { value: structuredClone(value) }
  let raw: string | null = null
  for (let n = chance.isLucky(0.3) ? 2 : 1; n > 0; n -= 1) raw = spoil(chance.pick(placesIn(root)), chance) ?? raw
  const text = JSON.stringify(root.value) ?? 'null'
  return { value: root.value, text: raw === null ? text : text.replaceAll(`"${MARK}"`, raw) }
}

const MARK = '@raw@'

/** Spoils one place; says what is to stand there as it is. */
function spoil({ parent, key }: Place, chance: Chance): string | null {
  const target = parent as Record<string | number, unknown>
  const deed = chance.weighted([['swap', 5], ['take', 3], ['add', 3], ['deep', 0.5], ['long', 0.5], ['raw', 2], ['edge', 2]] as const)
  const inner = target[key]
  if (deed === 'take' && parent !== null && key !== 'value') delete target[key]
  else if (deed === 'add' && typeof inner === 'object' && inner !== null && !Array.isArray(inner)) Object.defineProperty(inner, chance.pick(NAMES), { value: wrong(chance), enumerable: true, configurable: true, writable: true })
  else if (deed === 'deep') target[key] = nested(chance.pick([10, 40, 2_000]))
  else if (deed === 'long') target[key] = Array.isArray(inner) ? Array.from({ length: chance.pick([101, 1_001]) }, () => inner[0] ?? null) : 'x'.repeat(chance.pick([201, 5_000, 70_000]))
  else if (deed === 'edge' && typeof inner === 'number') target[key] = chance.pick([-inner, inner + 0.5, inner * 1e15, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1, 1e-7, 1_000_000_000_001])
  else if (deed === 'raw') {
    target[key] = MARK
    return chance.pick(RAW)
  } else target[key] = wrong(chance)
  return null
}

/** A value of its own each time: the next thing that goes wrong may go wrong inside it. */
function wrong(chance: Chance): unknown {
  return structuredClone(chance.pick(WRONG))
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let n = 0; n < depth; n += 1) value = n % 2 === 0 ? [value] : { a: value }
  return value
}

/** Every place in a value, the whole of it included. */
function placesIn(root: { value: unknown }): Place[] {
  const places: Place[] = [{ parent: root, key: 'value' }]
  for (const { parent, key } of places) {
    const inner = (parent as Record<string | number, unknown>)[key]
    if (typeof inner !== 'object' || inner === null) continue
    places.push(...Object.keys(inner).map((name) => ({ parent: inner as Record<string, unknown>, key: Array.isArray(inner) ? Number(name) : name })))
  }
  return places
}

/** Ways to spoil a JSON text itself, so that it is none. */
const SPOILERS: readonly ((text: string, chance: Chance) => Buffer)[] = [
  (text, chance) => Buffer.from(text.slice(0, chance.between(0, Math.max(0, text.length - 1)))),
  (text) => Buffer.from(`${text},`),
  (text) => Buffer.from(`${text}${text}`),
  (text) => Buffer.from(text.replaceAll('"', "'")),
  (text) => Buffer.from(text.replace(/[}\]]$/, (end) => `,${end}`)),
  (text) => Buffer.from(text.replace(/\d+|"[^"]*"$/, 'NaN')),
  (text) => Buffer.from(`// ${text}`),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from(text.slice(-1))]),
  (text) => Buffer.concat([Buffer.from([0]), Buffer.from(text)]),
  () => Buffer.from('undefined'),
  () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
  () => Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
  (_text, chance) => Buffer.from(chance.pick(['[', '{"a":']).repeat(chance.pick([1_000, 10_000]))),
]

/** Bytes that are no JSON; none at all would be no body, which some operations do not need. */
export function spoiled(text: string, chance: Chance): Buffer {
  for (;;) {
    const bytes = chance.pick(SPOILERS)(text, chance)
    if (bytes.length > 0 && !isJson(bytes)) return bytes
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return true
  } catch {
    return false
  }
}
