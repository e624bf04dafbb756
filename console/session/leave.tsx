import { Button } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import { useWrite } from './client.ts'

/** Signs out, from a screen that no frame stands around. */
export function Leave() {
  const { say } = useWords()
  const leave = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/staff/sessions/current')), { touches: [], onDone: () => location.assign('/console/sign-in') })
  return <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>{say('shell.leave')}</Button>
}
