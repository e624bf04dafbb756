import { openRecorder } from '#server/modules/activity/index'
import { openTestServer } from '#server/app/testing'
import type { Ground } from './ground.ts'

/** A ground of a test file's own: two edges, each with a recorder, as two web processes would have. */
export async function openTestGround(): Promise<Ground> {
  const server = await openTestServer()
  const edges = [0, 1].map(() => server.openEdge({ limits: { requests: 10_000_000 }, house: { ...server.house, recorder: openRecorder(server.house.database) } }))
  const urls = await Promise.all(edges.map((edge) => edge.listen({ host: '127.0.0.1', port: 0 })))
  return {
    urls, database: server.house.database, superuserUrl: server.world.superuserUrl, clock: server.house.clock, openStore: server.openStore,
    close: async () => {
      await Promise.all(edges.map((edge) => edge.close()))
      await server.close()
    },
  }
}
