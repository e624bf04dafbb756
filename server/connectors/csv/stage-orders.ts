import { realpath, stat } from 'node:fs/promises'
import { isZone, type Zone } from '#engine/calendar'
import { isCurrency } from '#engine/currencies'
import { createBadLines, MOST_LISTED } from './bad-lines.ts'
import { FileError } from './errors.ts'
import { judgeOrders, placeLines } from './judge-orders.store.ts'
import { findDoubledLines, findOrderMistakes } from './order-mistakes.store.ts'
import { columnName, readLayout, readLines, type OrderFile } from './read-file.ts'
import { createStagingWriter, openStaging, type Staging } from './staging.store.ts'
import { streamOrders } from './stream-orders.store.ts'
import type { BadLine, StagedOrders, StagingProgress } from './types.ts'

/** `zone` is that of times without offset, `currency` that of files which name none (Online Retail: GBP). */
export type StagingInput = {
  files: readonly string[]
  zone: Zone
  currency: string
  onProgress?: (done: StagingProgress) => void
}

/**
 * Reads files of order lines and puts the lines of each order together, wherever they stand. A line that cannot be read is listed and
 * its whole order left out; the rest goes on. The orders are kept in a temporary database until `close`.
 * @throws FileError for a file that cannot be read as a whole; RangeError for an unknown zone or currency
 */
export async function stageOrders(input: StagingInput): Promise<StagedOrders> {
  if (!isZone(input.zone)) throw new RangeError(`found the zone "${input.zone}" where a name such as "Europe/London" was expected`)
  if (!isCurrency(input.currency)) throw new RangeError(`found the currency "${input.currency}" where a code such as "GBP" was expected`)
  const files = await recogniseFiles(input)
  const staging = await openStaging(files.some(({ reading }) => reading.layout.name === 'general'))
  try {
    const badLines = createBadLines()
    const lineCount = await readFiles(files, input, { staging, badLines })
    const { disagreements, doubledLines, ...judgement } = await judgeOrders(staging)
    const mistakes = disagreements + doubledLines === 0 ? [] : await findMistakes(staging, files)
    await placeLines(staging)
    return {
      badLines: inReadingOrder([...badLines.listed(), ...mistakes], files).slice(0, MOST_LISTED),
      badLineCount: badLines.count() + disagreements + doubledLines,
      lineCount,
      ...judgement,
      orders: () => streamOrders(staging),
      close: () => staging.close(),
    }
  } catch (error) {
    await staging.close()
    throw error
  }
}

/** A file that is named twice would count its orders twice, as lines that are exactly alike are lines of their own. */
async function recogniseFiles({ files, zone, currency }: StagingInput): Promise<OrderFile[]> {
  const recognised: OrderFile[] = []
  const seen = new Set<string>()
  for (const [index, path] of files.entries()) {
    const layout = await readLayout(path)
    const place = await realpath(path)
    if (seen.has(place)) throw new FileError('csv.named_twice', path, 'is named twice; each file is read once')
    seen.add(place)
    recognised.push({ path, index, reading: { layout, zone, currency } })
  }
  return recognised
}

type Destination = { staging: Staging; badLines: ReturnType<typeof createBadLines> }

async function readFiles(files: readonly OrderFile[], { onProgress }: StagingInput, { staging, badLines }: Destination): Promise<number> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size))
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0)
  const writer = await createStagingWriter(staging)
  let bytesBefore = 0
  let linesBefore = 0
  for (const file of files) {
    linesBefore += await readLines(file, { writer, badLines }, (bytes, lines) => {
      onProgress?.({ bytes: bytesBefore + bytes, totalBytes, lines: linesBefore + lines })
    })
    bytesBefore += sizes[file.index]!
  }
  writer.close()
  return linesBefore
}

async function findMistakes(staging: Staging, files: readonly OrderFile[]): Promise<BadLine[]> {
  const doubled = staging.isGeneral ? await findDoubledLines(staging, MOST_LISTED) : []
  const mistakes = [...await findOrderMistakes(staging, MOST_LISTED), ...doubled]
  return mistakes.map(({ file, column, ...mistake }) => {
    const { path, reading } = files[file]!
    return { file: path, field: columnName(reading.layout, column), ...mistake }
  })
}

function inReadingOrder(lines: BadLine[], files: readonly OrderFile[]): BadLine[] {
  const indexOf = new Map(files.map(({ path, index }) => [path, index]))
  return lines.sort((a, b) => indexOf.get(a.file)! - indexOf.get(b.file)! || a.line - b.line)
}
