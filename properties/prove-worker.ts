import { parentPort } from 'node:worker_threads'
import { firstHalf, ofCarts, secondHalf } from './all.ts'
import { keptFor } from './failures.ts'
import type { Answer, Order } from './proof.ts'
import { findFailure, type Failure, type Property } from './property.ts'

/** What broke a property before is tried before anything new. */
function tryKept(properties: readonly Property[]): Failure | null {
  for (const property of properties) {
    for (const tried of keptFor(property)) {
      try {
        property.holds(tried)
      } catch (error) {
        return { property: property.name, seed: 0, tried, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
      }
    }
  }
  return null
}

/** One block: every property on its share of as many histories of its own, the same for the same seed and block. */
function tryBlock(properties: readonly Property[], { seed, block, runs }: Order): Failure | null {
  for (const property of properties) {
    const failure = findFailure(property, { seed: (seed + block * 7_919) % 2_147_483_647, runs: Math.ceil(runs * property.share) })
    if (failure !== null) return failure
  }
  return null
}

let isFirst = true
parentPort?.on('message', (order: Order) => {
  const properties = order.isOfCarts ? ofCarts : [...firstHalf, ...secondHalf]
  const failure = (isFirst ? tryKept(properties) : null) ?? tryBlock(properties, order)
  isFirst = false
  parentPort?.postMessage({ block: order.block, failure } satisfies Answer)
})
