import { openChance } from '#server/demo/chance'
import type { Sent } from './client.ts'
import { newKey, openEdge, sendLoad } from './edge.ts'
import { p99, progress } from './measure.ts'
import { cloneName } from './seed.store.ts'
import type { Shop, World } from './world.ts'

const SEED = 1
const PER_SECOND = 500
const SECONDS = 15
/** Connections, plans and the pages that all reads share are warm first. */
const WARM = 500

/** What 99 of 100 reads of a balance wait, in milliseconds, of any of a crowd's members, 500 a second through HTTP. */
export async function measureBalances(world: World, crowd: Shop, { members }: { members: number }): Promise<{ p99Ms: number }> {
  const edge = await openEdge(world, { isGathered: true })
  const key = await newKey(crowd)
  const chance = openChance(SEED)
  const reads = (count: number): Sent[] => Array.from({ length: count }, () => ({ method: 'GET', path: `/members/${cloneName(chance.between(1, members))}` }))
  await sendLoad(edge, { key, requests: reads(WARM), perSecond: PER_SECOND })
  const { latencies } = await sendLoad(edge, { key, requests: reads(PER_SECOND * SECONDS), perSecond: PER_SECOND })
  await edge.close()
  progress(`  p99 of a balance: ${p99(latencies).toFixed(1)} ms`)
  return { p99Ms: p99(latencies) }
}
