import { Button, Text } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { useWrite } from './client.ts'
import { Gate } from './gate.tsx'

/** Somebody who is signed in and has no seat in any store. */
export function NoStore() {
  const { say } = useWords()
  const leave = useWrite((client, _: void) => client.DELETE('/api/v1/staff/sessions/current'), { touches: [], onDone: () => location.assign('/console/sign-in') })
  return <Gate title={say('nostore.title')}><Text size="sm">{say('nostore.text')}</Text><Button variant="default" onClick={() => leave.mutate()}>{say('shell.leave')}</Button></Gate>
}
