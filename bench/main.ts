import { parseArgs } from 'node:util'
import { databaseRows, PARTS } from './database-rows.ts'
import { engineRows } from './engine-rows.ts'
import { progress } from './measure.ts'
import { pagesRows } from './pages.ts'
import { machineText, tableText, writePage, type Row } from './tables.ts'

const [ENGINE, PAGES] = ['engine', 'pages']

/** A size that was told, or as it comes. @throws Error with what would be right */
function sizeOf(name: string, told: string | undefined, fallback: number): number {
  const size = told === undefined ? fallback : Number(told)
  if (!Number.isSafeInteger(size) || size < 100) throw new Error(`--${name}: found "${told}" where a whole number from 100 was expected`)
  return size
}

/** The parts that were asked for; all where none was. @throws Error with the names that there are */
function partsAsked(only: string | undefined): string[] {
  const names = [ENGINE, ...Object.keys(PARTS), PAGES]
  const asked = only === undefined ? names : only.split(',')
  const unknown = asked.find((part) => !names.includes(part))
  if (unknown !== undefined) throw new Error(`--only: found "${unknown}" where one or more of ${names.join(', ')} were expected, with commas between`)
  return asked
}

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false }, only: { type: 'string' }, members: { type: 'string' }, events: { type: 'string' }, orders: { type: 'string' }, chromium: { type: 'string' } } })
const sizes = { members: sizeOf('members', values.members, 1_000_000), events: sizeOf('events', values.events, 10_000), orders: sizeOf('orders', values.orders, 20_000) }
const parts = partsAsked(values.only)
const groups: { name: string; gates: Row[]; figures: Row[] }[] = []
if (parts.includes(ENGINE)) {
  progress(ENGINE)
  groups.push({ name: ENGINE, ...await engineRows() })
}
const others = parts.filter((part) => part !== ENGINE && part !== PAGES)
if (others.length > 0) groups.push({ name: 'database', ...await databaseRows(others, sizes) })
if (parts.includes(PAGES)) {
  progress(PAGES)
  groups.push({ name: PAGES, ...await pagesRows({ chromium: values.chromium }) })
}
for (const { name, gates, figures } of groups) {
  const tables = [gates.length > 0 && tableText('gate', gates), figures.length > 0 && tableText('reference figure', figures)].filter((table) => table !== false)
  const text = [machineText(), ...tables].join('\n\n')
  console.log(`${text}\n`)
  // A part of a group would take the place of the whole.
  if (values.write && (name === ENGINE || name === PAGES || others.length === Object.keys(PARTS).length)) writePage(name, text)
}
process.exitCode = groups.every(({ gates }) => gates.every(({ holds }) => holds)) ? 0 : 1
