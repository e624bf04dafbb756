import { Alert, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf, type ListedMember } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { seekMembers } from '#console/roster/seek-members.ts'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

type Merging = { member: string; externalId: string; memberId: string; kind: string; at: string; onClose: () => void }

/** Makes two members one: the other is looked for, and both are shown before it is done. */
export function MergeMembers({ member, externalId, memberId, kind, at, onClose }: Merging) {
  const { say } = useWords()
  const [id] = useState(() => crypto.randomUUID())
  const [text, setText] = useState('')
  const [sought, setSought] = useState('')
  const [other, setOther] = useState<ListedMember | null>(null)
  const found = useRead(['members', 'search', sought], (client) => seekMembers(client, sought), { isWanted: sought !== '' })
  const others = (found.data ?? []).filter((one) => one.memberId !== memberId && one.kind === kind && one.externalIds.length > 0)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/events', { body: { type: 'member.merged', source: 'console', id, occurredAt: at, member: externalId, absorbed: other?.externalIds[0] ?? '' } })), {
    touches: ['members'],
    onDone: () => {
      notifications.show({ color: 'kelp', message: say('merge.done'), closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  const seek = (): void => {
    setOther(null)
    setSought(text.trim())
  }
  return (
    <Ask isOpen isGrave title={say('merge.title')} text={say('merge.text')} onClose={onClose} action={say('merge.go')} onAction={() => (other === null ? seek() : write.mutate())} isBusy={write.isPending} error={write.error} isReady={other !== null || text.trim() !== ''}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput flex={1} label={say('merge.other')} description={say('members.search_hint')} value={text} onChange={(event) => { setText(event.currentTarget.value); setOther(null) }} data-autofocus />
        <Button variant="default" onClick={seek} loading={sought !== '' && found.isFetching} disabled={text.trim() === ''}>{say('members.seek')}</Button>
      </Group>
      {found.error === null ? null : <Trouble error={found.error} />}
      {found.data === undefined ? null : others.length === 0 ? <Text size="sm" c="dimmed" role="status">{say('merge.none')}</Text> : (
        <Radio.Group label={say('merge.which')} value={other?.memberId ?? null} onChange={(value) => setOther(others.find((one) => one.memberId === value) ?? null)}>
          <Stack gap={4} mt={4}>{others.map((one) => <Radio key={one.memberId} value={one.memberId} label={`${one.name ?? one.externalIds[0]} · ${[one.externalIds[0], one.email, one.phone].filter((each) => each !== null).join(' · ')}`} />)}</Stack>
        </Radio.Group>
      )}
      {other === null ? null : <Together member={member} other={other.memberId} />}
    </Ask>
  )
}

/** What each of the two has, for whoever wonders whether they are one. */
function Together({ member, other }: { member: string; other: string }) {
  const { say } = useWords()
  return <Alert color="tide" title={say('merge.both')}><What member={other} sentence="merge.other_has" /><What member={member} sentence="merge.this_has" /></Alert>
}

function What({ member, sentence }: { member: string; sentence: string }) {
  const { say, number } = useWords()
  const value = useRead(['members', member, 'value'], (client) => answerOf(client.GET('/api/v1/members/{member}', { params: { path: { member } } })).catch(() => null))
  if (value.data === undefined) return null
  const { available = 0 } = value.data === null ? {} : (value.data.units[value.data.mainUnit] ?? {})
  return <Text size="sm">{say(sentence, { points: number(available), orders: value.data?.counts['orders'] ?? 0 })}</Text>
}

/** Who became this member not long ago, and the way back. */
export function Merges({ member, externalId, at, zone }: { member: string; externalId: string | undefined; at: string; zone: string | undefined }) {
  const { say, time } = useWords()
  const may = useMay()
  const [asking, setAsking] = useState<{ merge: string; source: string } | null>(null)
  const [id] = useState(() => crypto.randomUUID())
  const found = useRead(['members', member, 'merges'], (client) => answerOf(client.GET('/api/v1/members/{member}/merges', { params: { path: { member } } })), { isWanted: may('activity:read') })
  const undo = useWrite((client, { merge, source }: { merge: string; source: string }) => answerOf(client.POST('/api/v1/events', { body: { type: 'member.unmerged', source: 'console', id, occurredAt: at, member: externalId ?? '', mergeSource: source, mergeId: merge } })), { touches: ['members'], onDone: () => setAsking(null) })
  const merges = found.data?.merges ?? []
  if (merges.length === 0) return null
  return (
    <Alert color="sand" mb="md" title={say('merge.were', { count: merges.length })}>
      {merges.map(({ merge, source, at: since, absorbed }) => (
        <Group key={`${source} ${merge}`} gap="xs"><Text size="sm">{say('merge.was', { time: time(since, zone), id: absorbed })}</Text>{may('activity:record') && externalId !== undefined ? <Button size="compact-xs" variant="default" onClick={() => setAsking({ merge, source })}>{say('merge.undo')}</Button> : null}</Group>
      ))}
      {asking === null ? null : <Ask isOpen isGrave title={say('merge.undo_title')} text={say('merge.undo_text')} onClose={() => setAsking(null)} action={say('merge.undo')} onAction={() => undo.mutate(asking)} isBusy={undo.isPending} error={undo.error} />}
    </Alert>
  )
}
