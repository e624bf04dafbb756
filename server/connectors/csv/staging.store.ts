import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createDictionary, type Dictionary } from './dictionary.ts'
import { KINDS, type LineFacts, type OrderFacts } from './read-line.ts'
import { createTableWriter, type TableColumns } from './table-writer.ts'

/** Beyond this DuckDB writes to its temporary folder. Eight million lines of four million orders pass with 192 MB, not with 128 MB. */
const MEMORY_LIMIT = '256MB'

/** What `tax_included` may say, by its number in the database. */
export const TAX_INCLUDED = ['', 'false', 'true'] as const

/**
 * A part is a run of neighbouring lines that tell the same of their order; parts are numbered as they are read. `size` is the most its
 * amounts can come to, in any unit: while it is a safe integer, so is every sum of them.
 */
const PART = {
  part: 'INTEGER', file: 'INTEGER', at_line: 'INTEGER', size: 'DOUBLE',
  order_id: 'VARCHAR', at_ms: 'DOUBLE', kind: 'INTEGER', refunded_order: 'VARCHAR', member: 'VARCHAR', currency: 'INTEGER',
  country: 'INTEGER', market: 'INTEGER', tax_included: 'INTEGER', order_discount: 'DOUBLE', shipping: 'DOUBLE',
} as const satisfies TableColumns

/** Amounts are whole numbers in doubles (JavaScript's own): 64-bit integers would come back as BigInt, at several times the cost. */
const LINE = { part: 'INTEGER', sku: 'INTEGER', quantity: 'INTEGER', unit_price: 'DOUBLE' } as const satisfies TableColumns

/** What only the general layout tells: a text costs as much as all the numbers of a line together. */
const GENERAL_LINE = {
  ...LINE, discount: 'DOUBLE', tax: 'DOUBLE', at_line: 'INTEGER', line_id: 'VARCHAR',
} as const satisfies TableColumns

const BAD_ORDER = { order_id: 'VARCHAR' } as const satisfies TableColumns

/** A temporary database that holds what was read. */
export type Staging = {
  connection: DuckDBConnection
  /** One more connection, for a stream; `close` closes it too. */
  connect(): Promise<DuckDBConnection>
  /** Whether a file of the general layout is among them: only then do lines have ids, discounts and taxes. */
  isGeneral: boolean
  skus: Dictionary
  currencies: Dictionary
  countries: Dictionary
  markets: Dictionary
  close(): Promise<void>
}

/** Takes what the lines of the files tell, in the order in which they are read. */
export type StagingWriter = {
  /** Begins a part, which takes the lines that follow. */
  beginPart(facts: OrderFacts, from: { file: number; line: number }): void
  addLine(facts: LineFacts, line: number): void
  /** Leaves the order out, whatever else is read of it. */
  leaveOut(orderId: string): void
  close(): void
}

/**
 * Opens an empty database in memory that spills to a folder of its own under the system's temporary one; `close` removes both.
 * (A database file took 500 ms for the 541,909 lines of Online Retail, memory that spills 200 ms.)
 */
export async function openStaging(isGeneral: boolean): Promise<Staging> {
  const directory = await mkdtemp(join(tmpdir(), 'rockpool-orders-'))
  try {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: MEMORY_LIMIT, temp_directory: directory, threads: '2' })
    const connection = await instance.connect()
    await connection.run(Object.entries({ part: PART, line: isGeneral ? GENERAL_LINE : LINE, bad_order: BAD_ORDER })
      .map(([table, columns]) => `CREATE TABLE ${table} (${Object.entries(columns).map(([name, type]) => `${name} ${type}`).join(', ')});`)
      .join('\n'))
    const connections = [connection]
    return {
      connection, isGeneral,
      async connect() {
        const further = await instance.connect()
        connections.push(further)
        return further
      },
      skus: createDictionary(), currencies: createDictionary(), countries: createDictionary(), markets: createDictionary(),
      async close() {
        for (const each of connections) each.closeSync()
        instance.closeSync()
        await rm(directory, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

/** Starts to write into the staging's tables; nothing is there for sure before `close`. */
export async function createStagingWriter(staging: Staging): Promise<StagingWriter> {
  const { connection, isGeneral, skus, currencies, countries, markets } = staging
  const parts = await createTableWriter(connection, 'part', { columns: PART })
  const lines = await createTableWriter(connection, 'line', { columns: GENERAL_LINE, written: isGeneral ? GENERAL_LINE : LINE })
  const badOrders = await createTableWriter(connection, 'bad_order', { columns: BAD_ORDER })
  let part = -1
  let size = 0

  function endPart(): void {
    if (part < 0) return
    parts.columns.size[parts.row] = size
    parts.endRow()
  }

  return {
    beginPart(facts, { file, line }) {
      endPart()
      part += 1
      size = 0
      const { columns, row } = parts
      columns.part[row] = part
      columns.file[row] = file
      columns.at_line[row] = line
      columns.order_id[row] = facts.orderId
      columns.at_ms[row] = facts.at
      columns.kind[row] = KINDS.indexOf(facts.kind)
      columns.refunded_order[row] = facts.refundOf
      columns.member[row] = facts.member
      columns.currency[row] = currencies.numberOf(facts.currency)
      columns.country[row] = countries.numberOf(facts.country)
      columns.market[row] = markets.numberOf(facts.market)
      columns.tax_included[row] = TAX_INCLUDED.indexOf(facts.taxIncluded)
      columns.order_discount[row] = facts.discountMinor
      columns.shipping[row] = facts.shippingMinor
    },
    addLine({ lineId, sku, quantity, unitPrice, discountMinor, taxMinor }, line) {
      size += Math.abs(quantity * unitPrice) + discountMinor + Math.abs(taxMinor)
      const { columns, row } = lines
      columns.part[row] = part
      columns.sku[row] = skus.numberOf(sku)
      columns.quantity[row] = quantity
      columns.unit_price[row] = unitPrice
      columns.discount[row] = discountMinor
      columns.tax[row] = taxMinor
      columns.at_line[row] = line
      columns.line_id[row] = lineId
      lines.endRow()
    },
    leaveOut(orderId) {
      badOrders.columns.order_id[badOrders.row] = orderId
      badOrders.endRow()
    },
    close() {
      endPart()
      for (const writer of [parts, lines, badOrders]) writer.close()
    },
  }
}
