import type { Locale } from '#engine/text'
import { fileReader } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, headOf, linesOf, type Reader, type Table } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import type { Place } from '#server/platform/place'
import type { Call } from '#server/platform/route'
import { selectCodes } from './batches.store.ts'
import { getBatch } from './make-batch.ts'
import type { BatchName } from './schemas.ts'

const CODES_A_PAGE = 10_000

type Code = { code: string; status: string }
const CODES: Table<Code> = { word: 'codes', columns: [['code', ({ code }) => code], ['status', ({ status }) => ({ id: status, of: 'status' })]] }

/** The codes of a batch as lines of CSV, page by page, each page seen in a transaction of its own. @throws AppError coupons.batch_unknown */
export async function exportCodes({ database }: { database: Database }, { storeId, actor, now, locale = 'en' }: Pick<Call, 'storeId' | 'actor' | 'now'> & { locale?: Locale }, { batch }: BatchName): Promise<AsyncGenerator<string>> {
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(storeId, (db) => act({ db, storeId, actor, now }))
  await read((inside) => getBatch(inside, { batch }))
  const reader = await read((inside) => fileReader(inside, locale))
  return (async function* pages() {
    yield `${reader.isPerson ? BOM : ''}${ended(headOf(CODES, reader), reader)}`
    for (let after: Place | undefined; ;) {
      const page = await read((inside) => selectCodes(inside, { batch, after, most: CODES_A_PAGE }))
      if (page.length > 0) yield ended(linesOf(CODES, page, reader), reader)
      if (page.length < CODES_A_PAGE) return
      const last = page.at(-1)
      after = last && { at: last.issuedAt, id: last.code }
    }
  })()
}

/** Programs have always been sent these lines with the ends of Unix. */
function ended(lines: string, { isPerson }: Reader): string {
  return isPerson ? lines : lines.replaceAll('\r\n', '\n')
}
