import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { measureGenerated, measureOnlineRetail, type BacktestFigures } from './backtests.ts'
import { measureApply, measureCheck, measureConditions } from './engine.ts'

/** A line of a table: what was measured, what it should be, what it was, and whether that holds (null: reported only). */
type Row = { what: string; aim: string; found: string; holds: boolean | null }

const PAGE = 'docs/benchmarks.md'
const BEGIN = '<!-- npm run bench -- --write: begin -->'
const END = '<!-- npm run bench -- --write: end -->'
const MOST_GROWTH = 1.3
const SMALL = 100_000
const LARGE = 1_000_000

const integer = new Intl.NumberFormat('en')

/** Bytes of memory for each member that is open at the end. */
function perMember({ peakRssMb, members }: BacktestFigures): number {
  return (peakRssMb * 1_048_576) / members
}

function memoryGate(small: BacktestFigures, large: BacktestFigures): Row {
  const growth = perMember(large) / perMember(small)
  return {
    what: 'memory of a back-test of 1,000,000 orders ÷ of 100,000, per open member', aim: `≤ ${MOST_GROWTH}`,
    found: `${growth.toFixed(2)} (${large.peakRssMb} MiB for ${integer.format(large.members)} members, ${small.peakRssMb} MiB for ${integer.format(small.members)})`,
    holds: growth <= MOST_GROWTH,
  }
}

function referenceRows(large: BacktestFigures): Row[] {
  const { eventsPerSecond } = measureApply()
  const retail = measureOnlineRetail()
  const { answersPerSecond } = measureConditions()
  const { milliseconds } = measureCheck()
  return [
    { what: '`apply` alone, orders of three lines, one core', aim: '≥ 200,000 events/s', found: `${integer.format(eventsPerSecond)} events/s`, holds: null },
    {
      what: 'back-test of the whole Online Retail file, cold start included', aim: '≤ 3 s',
      found: retail === null ? 'not measured: the file is not here' : `${retail.seconds.toFixed(1)} s, ${retail.peakRssMb} MiB`, holds: null,
    },
    { what: 'back-test of 1,000,000 generated orders, cold start included', aim: '≤ 15 s', found: `${large.seconds.toFixed(1)} s`, holds: null },
    { what: 'conditions answered, one core', aim: '', found: `${integer.format(answersPerSecond)} a second`, holds: null },
    { what: 'a program checked and compiled from its text', aim: '', found: `${milliseconds} ms`, holds: null },
  ]
}

function tableText(title: string, rows: readonly Row[]): string {
  const lines = rows.map(({ what, aim, found, holds }) => `| ${what} | ${aim} | ${found}${holds === null ? '' : holds ? ' ✓' : ' ✗'} |`)
  return [`| ${title} | aim | measured |`, '|---|---|---|', ...lines].join('\n')
}

function machineText(): string {
  const [cpu] = cpus()
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1_073_741_824)} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}

/** Puts what was measured between the marks of the page. */
function writePage(text: string): void {
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`${PAGE} lacks its marks ${BEGIN} and ${END}`)
  writeFileSync(PAGE, `${before}${BEGIN}\n${text}\n${END}${after}`)
}

const [small, large] = await measureGenerated([SMALL, LARGE])
if (small === undefined || large === undefined) throw new Error('both sizes are measured')
const gates = [memoryGate(small, large)]
const text = `Machine: ${machineText()}\n\n${tableText('gate', gates)}\n\n${tableText('reference figure', referenceRows(large))}`
console.log(text)
if (process.argv.includes('--write')) writePage(text)
process.exitCode = gates.every(({ holds }) => holds) ? 0 : 1
