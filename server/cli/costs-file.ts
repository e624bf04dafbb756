import type { Program } from '#engine/program/program'
import type { PastGood } from '#engine/simulate/past-cart'
import { FileError, readTable, type BadLine } from '#server/connectors/csv/index'
import { PRODUCT_COLUMNS, readProduct } from '#tables/catalogue-rows'
import { Failure } from './exits.ts'
import type { Text } from './text.ts'

/** Mistakes that are told one by one. */
const MOST_MISTAKES = 5

/** Reads what products cost, in the base currency, by SKU; of a product that comes twice the last line counts. @throws Failure with what is wrong */
export async function readCosts(file: string, { program, text }: { program: Program; text: Text }): Promise<Map<string, PastGood>> {
  const goods = new Map<string, PastGood>()
  const wrong: Omit<BadLine, 'file'>[] = []
  const columns = { ...PRODUCT_COLUMNS, required: ['sku', 'cost'] as const, optional: PRODUCT_COLUMNS.optional.filter((column) => column !== 'cost') }
  const take = (row: Parameters<typeof readProduct>[0]): void => {
    const told = readProduct(row, program.currency)
    if ('row' in told) goods.set(told.row.sku, told.row)
    else wrong.push({ line: row.line, field: told.field, found: told.found, wanted: told.wanted })
  }
  try {
    for await (const rows of readTable(file, columns, { onBytes: () => {}, onBad: (bad) => void wrong.push(bad) })) rows.forEach(take)
  } catch (error) {
    throw error instanceof FileError ? new Failure(error.message) : error
  }
  if (wrong.length === 0) return goods
  const more = wrong.length - MOST_MISTAKES
  throw new Failure([
    ...wrong.slice(0, MOST_MISTAKES).map(({ line, field, found, wanted }) => text.say('cli.table.bad_line', { file, line, field, found, wanted })),
    ...(more > 0 ? [text.say('cli.table.more', { count: more })] : []),
  ].join('\n'))
}
