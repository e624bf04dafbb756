import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stageOrders } from './index.ts'
import type { FileOrder, StagedOrders } from './types.ts'

export const RETAIL = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
export const GENERAL = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping,tax,kind,refunded_order,order_discount,tax_included,country,market'

/** A folder for the files of one test file; `remove` it at the end. */
export type FileFolder = { path: string; write(content: string | Uint8Array, name?: string): string; remove(): void }

/** Makes a folder whose `write` answers the path of a new file. */
export function makeFolder(): FileFolder {
  const path = mkdtempSync(join(tmpdir(), 'order-files-'))
  let files = 0
  return {
    path,
    write(content, name = `${(files += 1)}.csv`) {
      const file = join(path, name)
      writeFileSync(file, content)
      return file
    },
    remove: () => rmSync(path, { recursive: true }),
  }
}

/** What staging answers, with its orders read to the end. */
export type Staged = Omit<StagedOrders, 'orders' | 'close'> & { orders: FileOrder[] }

/** Stages files as London's, in GBP, and reads all orders. */
export async function stage(...files: readonly string[]): Promise<Staged> {
  const { orders, close, ...rest } = await stageOrders({ files, zone: 'Europe/London', currency: 'GBP' })
  const all: FileOrder[] = []
  for await (const batch of orders()) all.push(...batch)
  await close()
  return { ...rest, orders: all }
}

/** The lines' amounts of an order, in the order of its lines. */
export function amounts(order: FileOrder | undefined): number[] {
  return order?.lines.map(({ amountMinor }) => amountMinor) ?? []
}
