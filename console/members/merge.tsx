import { Alert, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type KeyboardEvent } from 'react'
import { answerOf, type ListedMember } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { AskReason } from '#console/page/ask-reason.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { seekMembers } from '#console/roster/seek-members.ts'
import { because, useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { Changes, Preview } from './preview.tsx'

type Merging = { member: string; memberId: string; kind: string; onClose: () => void }

/** Makes two members one, for a reason: the other is looked for, and both are shown, and what comes of them, before it is done. */
export function MergeMembers({ member, memberId, kind, onClose }: Merging) {
  const { say } = useWords()
  const [id] = useState(() => crypto.randomUUID())
  const [text, setText] = useState('')
  const [sought, setSought] = useState('')
  const [other, setOther] = useState<ListedMember | null>(null)
  const [reason, setReason] = useState('')
  const found = useRead(['members', 'search', sought], (client) => seekMembers(client, sought), { isWanted: sought !== '' })
  const others = (found.data ?? []).filter((one) => one.memberId !== memberId && one.kind === kind)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/merges', { params: { path: { member }, header: { 'Idempotency-Key': id } }, body: { absorbed: other?.memberId ?? '' }, headers: because(reason) })), {
    touches: ['members', 'feed'],
    onDone: () => {
      notifications.show({ color: 'kelp', message: say('merge.done'), closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  const seek = (): void => {
    setOther(null)
    setSought(text.trim())
  }
  const seekOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (text.trim() !== '') seek()
  }
  return (
    <Ask isOpen isGrave title={say('merge.title')} text={say('merge.text')} onClose={onClose} action={say('merge.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={other !== null && reason.trim() !== ''}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput flex={1} label={say('merge.other')} description={say('members.search_hint')} value={text} onChange={(event) => { setText(event.currentTarget.value); setOther(null) }} onKeyDown={seekOnEnter} data-autofocus />
        <Button variant="default" onClick={seek} loading={sought !== '' && found.isFetching} disabled={text.trim() === ''}>{say('members.seek')}</Button>
      </Group>
      {found.error === null ? null : <Trouble error={found.error} />}
      {found.data === undefined ? null : others.length === 0 ? <Text size="sm" c="dimmed" role="status">{say('merge.none')}</Text> : (
        <Radio.Group label={say('merge.which')} value={other?.memberId ?? null} onChange={(value) => setOther(others.find((one) => one.memberId === value) ?? null)}>
          <Stack gap={4} mt={4}>{others.map((one) => <Radio key={one.memberId} value={one.memberId} label={[one.name, one.externalIds[0] ?? one.memberId, one.email, one.phone].filter((each) => each !== null).join(' · ')} />)}</Stack>
        </Radio.Group>
      )}
      {other === null ? null : (
        <>
          <Together member={member} other={other.memberId} />
          <Preview member={member} title={say('merge.result')} event={{ type: 'member.merged', absorbed: other.memberId }} told={(preview) => <Changes {...preview} />} />
          <TextInput label={say('adjust.reason')} description={say('merge.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
        </>
      )}
    </Ask>
  )
}

/** What each of the two has, for whoever wonders whether they are one. */
function Together({ member, other }: { member: string; other: string }) {
  const { say } = useWords()
  return <Alert color="tide" title={say('merge.both')}><What member={other} sentence="merge.other_has" /><What member={member} sentence="merge.this_has" /></Alert>
}

function What({ member, sentence }: { member: string; sentence: string }) {
  const { say } = useWords()
  const units = useUnits()
  const value = useRead(['members', member, 'value'], (client) => answerOf(client.GET('/api/v1/members/{member}', { params: { path: { member } } })).catch(() => null))
  if (value.data === undefined) return null
  const { available = 0 } = value.data === null ? {} : (value.data.units[value.data.mainUnit] ?? {})
  const told = value.data === null ? units.told('points', 0) : units.told(value.data.mainUnit, available)
  return <Text size="sm">{say(sentence, { told, orders: value.data?.counts['orders'] ?? 0 })}</Text>
}

/** A merge that somebody is about to undo, under an id of its own: the same one again does nothing more. */
type Undoing = { merge: string; source: string; id: string }

/** Who became this member not long before `at`, and the way back: the store's time decides, which stands in a sandbox. */
export function Merges({ member, zone, at }: { member: string; zone: string; at: string }) {
  const { say, time, lastDay } = useWords()
  const may = useMay()
  const [asking, setAsking] = useState<Undoing | null>(null)
  const found = useRead(['members', member, 'merges'], (client) => answerOf(client.GET('/api/v1/members/{member}/merges', { params: { path: { member } } })), { isWanted: may('activity:read') })
  const undo = useWrite((client, { merge, source, id, reason }: Undoing & { reason: string }) => answerOf(client.POST('/api/v1/members/{member}/merges/{mergeId}/reversals', { params: { path: { member, mergeId: merge }, header: { 'Idempotency-Key': id } }, body: { mergeSource: source }, headers: because(reason) })), { touches: ['members', 'feed'], onDone: () => setAsking(null) })
  const merges = (found.data?.merges ?? []).filter(({ until }) => Date.parse(until) > Date.parse(at))
  if (merges.length === 0) return null
  return (
    <Alert color="sand" mb="md" title={say('merge.were', { count: merges.length })}>
      {merges.map(({ merge, source, at: since, until, absorbed, name, externalId }) => (
        <Group key={`${source} ${merge}`} gap="xs"><Text size="sm">{say('merge.was', { time: time(since, zone), name: name ?? externalId ?? absorbed, day: lastDay(until, zone) })}</Text>{may('activity:record') ? <Button size="compact-xs" variant="default" onClick={() => setAsking({ merge, source, id: crypto.randomUUID() })}>{say('merge.undo')}</Button> : null}</Group>
      ))}
      {asking === null ? null : <AskReason isGrave title={say('merge.undo_title')} text={say('merge.undo_text')} onClose={() => setAsking(null)} action={say('merge.undo')} onAction={(reason) => undo.mutate({ ...asking, reason })} isBusy={undo.isPending} error={undo.error} />}
    </Alert>
  )
}
