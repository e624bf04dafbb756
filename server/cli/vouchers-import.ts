import { createBadLines, FileError, type BadLine } from '#server/connectors/csv/index'
import { addVouchers, readVouchers } from '#server/modules/rewards/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { AppError } from '#server/platform/errors'
import { readVoucher, VOUCHER_COLUMNS } from '#tables/catalogue-rows'
import { Failure } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import { badLineTexts, importTable, type Refused } from './table-import.ts'
import type { Text } from './text.ts'

export type VouchersOptions = { store: string; list: string; json?: boolean }

/** What an import came to, and what the list has then; the first 1,000 bad lines are listed, all are counted. */
export type ImportedVouchers = { list: string; created: number; unchanged: number; free: number; given: number; voided: number; badLineCount: number; badLines: readonly BadLine[] }

const ACTOR = { kind: 'system', job: 'vouchers' } as const

/** `rockpool vouchers import`: a file of a partner's codes, by the verb of the API. Bad lines are told and left out; twice is once. @throws Failure */
export async function runVouchersImport(file: string, { store: storeId, list, json = false }: VouchersOptions, text: Text): Promise<void> {
  const imported = await onDatabase(text.locale, ({ database }) => importVouchers({ database, storeId, list, file }, text)).catch((error: unknown) => {
    throw error instanceof FileError ? new Failure(error.message) : error
  })
  process.stdout.write(json ? `${JSON.stringify(imported)}\n` : `${toldLines(imported, text).join('\n')}\n`)
}

async function importVouchers({ database, storeId, list, file }: { database: Database; storeId: string; list: string; file: string }, text: Text): Promise<ImportedVouchers> {
  const inStore = <T>(act: (ctx: WriteContext) => Promise<T>) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now: Date.now() }))
  // Before the file is opened: a list that no reward names is told at once.
  await inStore((ctx) => readVouchers(ctx, { list }))
  const progress = openProgress(text)
  const badLines = createBadLines()
  try {
    const { created, unchanged } = await importTable({
      file, columns: VOUCHER_COLUMNS, badLines, onProgress: progress.begin('cli.progress.vouchers'), whyNot,
      read: readVoucher, put: (codes) => inStore((ctx) => addVouchers(ctx, { list, codes: [...codes] })),
    })
    return { created, unchanged, ...(await inStore((ctx) => readVouchers(ctx, { list }))), badLineCount: badLines.count(), badLines: badLines.listed() }
  } finally {
    progress.stop()
  }
}

/** A code that is none. */
function whyNot({ details }: AppError): Refused {
  const [wrong] = details['errors'] as { found: string; wanted: string }[]
  return { field: 'code', found: wrong?.found ?? '', wanted: wrong?.wanted ?? '' }
}

function toldLines({ list, created, unchanged, free, given, voided, ...bad }: ImportedVouchers, text: Text): string[] {
  return [
    text.say('cli.vouchers.import.done', { count: created + unchanged, created, unchanged }),
    text.say('cli.vouchers.import.left', { list, free, given, voided }),
    ...badLineTexts(bad, text),
  ]
}
