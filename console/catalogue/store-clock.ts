import { answerOf, isProblem, type Rockpool } from '#sdk/index'

/** What a sandbox takes for now; the world's time for those who may not read its clock. */
export async function clockOf(client: Rockpool): Promise<number> {
  const clock = await answerOf(client.GET('/api/v1/clock')).catch((error: unknown) => {
    if (isProblem(error)) return null
    throw error
  })
  return clock === null ? Date.now() : Date.parse(clock.at)
}
