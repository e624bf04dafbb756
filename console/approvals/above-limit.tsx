import { Text } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Whether so many points together are more than one gives or takes alone: then a colleague is asked, and nothing is done before. */
export function useAboveLimit(points: number | null): boolean {
  const limit = useRead(['approvals', 'limit'], (client) => answerOf(client.GET('/api/v1/approval-limit')))
  const most = limit.data?.points ?? null
  return most !== null && points !== null && Math.abs(points) > most
}

/** Says before anything is sent that it will wait for a colleague. */
export function AboveLimit() {
  const { say } = useWords()
  return <Text size="sm" fw={600} role="status">{say('approvals.above_limit')}</Text>
}
