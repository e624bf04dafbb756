import type { Told } from './driver.ts'
import type { Delivery } from './story.ts'

/**
 * Requests are judged once, by what is known when they arrive; facts may come in any order. So a request keeps its place
 * between the facts told before and after it, and so does a correction, of what is known by then.
 */
const REQUESTS: ReadonlySet<Told['type']> = new Set([
  'points.spent', 'points.held', 'hold.committed', 'hold.released', 'spend.cancelled', 'points.sent', 'points.approved', 'points.rejected',
  'points.adjusted', 'debt.forgiven', 'tier.set', 'member.merged', 'member.unmerged', 'reward.redeemed', 'reward.returned', 'entitlement.granted', 'entitlement.withdrawn', 'entitlement.used',
  'company.sharing_set', 'company.buyer_added', 'company.buyer_left',
])

/** The deliveries in another order, cut into batches, some of them twice; the same for the same seed. */
export function inAnotherOrder(deliveries: readonly Delivery[], seed: number): Delivery[][] {
  const random = randomFrom(seed)
  const batches: Delivery[][] = []
  let facts: Delivery[] = []
  const flush = () => {
    batches.push(...cut(shuffled(withDuplicates(facts, random), random), random))
    facts = []
  }
  for (const delivery of deliveries) {
    if (isFact(delivery)) facts.push(delivery)
    else {
      flush()
      batches.push([delivery])
      if (delivery.answer === 'accepted') batches.push([{ ...delivery, answer: 'duplicate' }])
    }
  }
  flush()
  return batches.map((batch) => batch.map((delivery) => answered(delivery, batches)))
}

function isFact({ event, isCorrection, answer }: Delivery): boolean {
  return !REQUESTS.has(event.type) && !isCorrection && answer === 'accepted'
}

/** Of an event that comes twice, the first to arrive is accepted and the other is the duplicate. */
function answered(delivery: Delivery, batches: readonly (readonly Delivery[])[]): Delivery {
  if (!isFact(delivery)) return delivery
  const first = batches.flat().find(({ event }) => event === delivery.event)
  return first === delivery ? delivery : { ...delivery, answer: 'duplicate' }
}

function withDuplicates(deliveries: readonly Delivery[], random: () => number): Delivery[] {
  return deliveries.flatMap((delivery) => (random() < 0.5 ? [delivery, { ...delivery }] : [delivery]))
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items]
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    ;[mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T]
  }
  return mixed
}

function cut<T>(items: readonly T[], random: () => number): T[][] {
  const batches: T[][] = []
  for (let from = 0; from < items.length;) {
    const size = 1 + Math.floor(random() * 4)
    batches.push(items.slice(from, from + size))
    from += size
  }
  return batches
}

/** Mulberry32: a small generator with a seed of 32 bits. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
