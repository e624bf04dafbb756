import type { FloorWarning, Problem } from '#sdk/index'
import type { PutAnswer } from './file-table.ts'
import type { GoodLine } from './understand.ts'

/** Rows of a request: as many as the API takes. */
const BATCH = 1_000

export type RefusedLine = { line: number; cells: readonly string[]; problem: Problem }
/** How far rows are brought in, and what became of them. */
export type Brought = { done: number; created: number; changed: number; unchanged: number; refused: readonly RefusedLine[]; floors: readonly FloorWarning[] }

export const NOTHING: Brought = { done: 0, created: 0, changed: 0, unchanged: 0, refused: [], floors: [] }

type BringIn<R> = { from: Brought; put: (rows: readonly R[]) => Promise<PutAnswer>; isStopped: () => boolean; onProgress: (brought: Brought) => void }

/**
 * Brings rows in, a thousand in a request and in their order, so that of a row that comes twice the last counts; goes on where it was left. Where a request fails
 * it is thrown, and what went before stays told: the same rows again change nothing.
 */
export async function bringIn<R>(lines: readonly GoodLine<R>[], { from, put, isStopped, onProgress }: BringIn<R>): Promise<Brought> {
  let brought = from
  while (brought.done < lines.length && !isStopped()) {
    const batch = lines.slice(brought.done, brought.done + BATCH)
    brought = added(brought, batch, await put(batch.map(({ row }) => row)))
    onProgress(brought)
  }
  return brought
}

function added(before: Brought, batch: readonly GoodLine<unknown>[], { results, floors = null }: PutAnswer): Brought {
  const count = (wanted: string): number => results.filter(({ outcome }) => outcome === wanted).length
  const refused = batch.flatMap(({ line, cells }, place) => (results[place]?.problem === undefined ? [] : [{ line, cells, problem: results[place].problem }]))
  return {
    done: before.done + batch.length, created: before.created + count('created'), changed: before.changed + count('changed'), unchanged: before.unchanged + count('unchanged'),
    refused: [...before.refused, ...refused], floors: floors === null || floors.ordersBelow === 0 ? before.floors : [...before.floors, floors],
  }
}
