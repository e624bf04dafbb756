import { Button, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type PossibleManager } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** Who looks after a member, and a way to give them to somebody else. */
export function Manager({ member }: { member: string }) {
  const { say } = useWords()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const found = useRead(['members', member, 'manager'], (client) => answerOf(client.GET('/api/v1/members/{member}/manager', { params: { path: { member } } })))
  if (found.error !== null) return <Trouble error={found.error} />
  if (found.data === undefined) return null
  const { manager } = found.data
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm" c="dimmed">{manager === null ? say('manager.nobody') : say('manager.is', { name: manager.name })}</Text>
      {may('members:write') ? <Button size="compact-xs" variant="subtle" onClick={() => setAsking(true)}>{say(manager === null ? 'manager.set' : 'manager.change')}</Button> : null}
      {isAsking ? <Choose member={member} now={manager?.staff ?? null} onClose={() => setAsking(false)} /> : null}
    </Group>
  )
}

/** All who may look after members, oneself first. */
export function useManagers(): PossibleManager[] {
  const { data } = useRead(['members', 'managers'], (client) => answerOf(client.GET('/api/v1/managers')))
  return [...(data?.managers ?? [])].sort((a, b) => Number(b.isOneself) - Number(a.isOneself))
}

/** The same for a field to choose from. */
export function useManagerChoices(): { value: string; label: string }[] {
  const { say, number } = useWords()
  return useManagers().map(({ staff, name, members, isOneself }) => ({ value: staff, label: say(isOneself ? 'manager.oneself' : 'manager.other', { name, members: number(members) }) }))
}

function Choose({ member, now, onClose }: { member: string; now: string | null; onClose: () => void }) {
  const { say } = useWords()
  const choices = useManagerChoices()
  const [staff, setStaff] = useState<string | null>(now)
  const path = { member }
  const write = useWrite((client, _: void) => (staff === null ? answerOf(client.DELETE('/api/v1/members/{member}/manager', { params: { path } })) : answerOf(client.POST('/api/v1/members/{member}/manager', { params: { path }, body: { staff } }))), { touches: ['members'], onDone: onClose })
  return (
    <Ask isOpen title={say('manager.title')} onClose={onClose} action={say('manager.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={staff !== now}>
      <Text size="sm">{say('manager.text')}</Text>
      <Select label={say('manager.who')} value={staff} onChange={setStaff} data={choices} searchable clearable clearButtonProps={{ 'aria-label': say('manager.take_away') }} placeholder={say('manager.nobody')} data-autofocus />
    </Ask>
  )
}
