/**
 * One order line as the file told it: integer minor units of the order's currency. `amountMinor` is for all units, before
 * `discountMinor`. The amounts of an order's lines add up to its exact total, rounded once.
 */
export type FileLine = { id: string; sku: string; quantity: number; amountMinor: number; discountMinor: number; taxMinor: number }

/**
 * One whole order, refund or credit note with all its lines, wherever they stand in the files. In a refund and a credit note
 * quantities and amounts say what goes back to the buyer, so they are positive as a rule; `refundOf` is there for a refund only,
 * whose lines carry the ids of the order's lines. Without `member` the buyer is a guest. `at` is in epoch milliseconds.
 */
export type FileOrder = {
  id: string
  kind: 'order' | 'refund' | 'credit_note'
  refundOf?: string
  member?: string
  at: number
  currency: string
  lines: FileLine[]
  /** Off the whole order, 0 or more. */
  discountMinor: number
  /** 0 or more. */
  shippingMinor: number
  /** Whether the lines' amounts contain their tax. */
  taxIncluded: boolean
  country?: string
  market?: string
}

/** A line that cannot be read: `line` counts the file's lines from 1, the header included. `order` is left out with all its lines. */
export type BadLine = { file: string; line: number; field: string; found: string; wanted: string; order?: string }

/** How far the reading is: bytes as they lie on the disk, lines without headers. */
export type StagingProgress = { bytes: number; totalBytes: number; lines: number }

/** The orders of the files, ready to be streamed; `close` gives back the temporary database, also in the middle of a stream. */
export type StagedOrders = {
  /** The first 1,000 in the order of files and lines; `badLineCount` counts all. */
  badLines: readonly BadLine[]
  badLineCount: number
  /** Orders that a bad line belongs to: none of their lines is streamed. */
  leftOutOrders: number
  /** Lines read, bad ones included, headers and empty lines not. */
  lineCount: number
  /** Orders, refunds and credit notes that are streamed. */
  orderCount: number
  /** Epoch milliseconds of the first and last of them; absent when there are none. */
  firstAt?: number
  lastAt?: number
  /** Batches in the order of time, then of the id by code unit; each call begins anew. */
  orders(): AsyncIterable<FileOrder[]>
  close(): Promise<void>
}
