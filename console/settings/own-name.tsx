import { Button, Group, Paper, TextInput, Title } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { answerOf } from '#sdk/index'
import { useTold } from '#console/page/told.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** What one is called; whoever took it from an invitation may say it otherwise. */
export function OwnName() {
  const { say } = useWords()
  const told = useTold()
  const is = useMe().data?.staff.name ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const name = (typed ?? is).trim()
  const save = useWrite((client, _: void) => answerOf(client.PATCH('/api/v1/staff/me', { body: { name } })), { touches: ['me', 'seats', 'audit'], onDone: () => { setTyped(null); told(say('account.saved')) } })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Paper component="form" onSubmit={submit}>
      <Title order={2} mb="xs">{say('account.name')}</Title>
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput style={{ flex: 1 }} label={say('signin.name')} description={say('account.name_hint')} autoComplete="name" maxLength={200} value={typed ?? is} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={save.isPending} disabled={name === '' || name === is}>{say('account.save')}</Button>
      </Group>
      {save.error === null ? null : <Trouble error={save.error} />}
    </Paper>
  )
}
