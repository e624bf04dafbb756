import type { Failure } from './property.ts'

/** What a worker is asked: to try every property, or those of carts, on so many histories of one block. */
export type Order = { seed: number; block: number; runs: number; isOfCarts: boolean }

/** What a worker answers when its block is done. */
export type Answer = { block: number; failure: Failure | null }
