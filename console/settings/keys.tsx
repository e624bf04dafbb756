import { Alert, Badge, Button, Checkbox, Group, Stack, Table, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type ApiKey, type CreateKey, type KeyPage, type NewApiKey } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMay, useSeat } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

/** Hours in which the old secret of a rotated key still works, so that nothing stops. */
const OVERLAP_HOURS = 24
const AT_ONCE = 50

/** The keys with which machines call the API of this store. A secret is shown once, when it is made. */
export function Keys() {
  const { say } = useWords()
  const may = useMay()
  const [made, setMade] = useState<NewApiKey | null>(null)
  const [isMaking, setMaking] = useState(false)
  const pages = usePages<KeyPage>(['keys'], (client, from) => answerOf(client.GET('/api/v1/keys', { params: { query: { limit: AT_ONCE, ...from } } })))
  const keys = pages.data?.pages.flatMap((page) => page.keys)
  const isWriter = may('keys:manage')
  return (
    <Page title={say('nav.keys')} actions={isWriter ? <Button onClick={() => setMaking(true)}>{say('keys.make')}</Button> : null}>
      {made === null ? null : (
        <Alert color="tide" mb="md" title={say('keys.made', { name: made.name })} withCloseButton onClose={() => setMade(null)} closeButtonLabel={say('ask.close')}>
          <Text size="sm" mb={4}>{say('keys.once')}</Text><CopyText text={made.secret} />
        </Alert>
      )}
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : keys === undefined ? <Waiting what={say('waiting.keys')} /> : <KeyTable keys={keys} isWriter={isWriter} onMade={setMade} />}
      <More pages={pages} />
      {isMaking ? <Make onClose={() => setMaking(false)} onMade={setMade} /> : null}
    </Page>
  )
}

function KeyTable({ keys, isWriter, onMade }: { keys: readonly ApiKey[]; isWriter: boolean; onMade: (key: NewApiKey) => void }) {
  const { say } = useWords()
  if (keys.length === 0) return <Empty text={say('keys.none')} />
  return (
    <Table.ScrollContainer minWidth={720} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.keys'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['name', 'prefix', 'scopes', 'used', 'state', 'do'].map((each) => <Table.Th key={each}>{say(`keys.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{keys.map((key) => <KeyRow key={key.key} apiKey={key} isWriter={isWriter} onMade={onMade} />)}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function KeyRow({ apiKey: { key, name, prefix, scopes, lastUsedAt, revokedAt, expiresAt, replacedBy }, isWriter, onMade }: { apiKey: ApiKey; isWriter: boolean; onMade: (key: NewApiKey) => void }) {
  const { say, time } = useWords()
  const [asking, setAsking] = useState<'rotate' | 'revoke' | null>(null)
  const path = { key }
  const done = (): void => setAsking(null)
  const rotate = useWrite((client, _: void) => answerOf(client.POST('/api/v1/keys/{key}/rotations', { params: { path }, body: { overlapHours: OVERLAP_HOURS } })), { touches: ['keys'], onDone: (made) => { onMade(made); done() } })
  const revoke = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/keys/{key}', { params: { path } })), { touches: ['keys'], onDone: done })
  const isOver = revokedAt !== null || (expiresAt !== null && new Date(expiresAt) < new Date())
  const state = revokedAt !== null ? say('keys.revoked', { time: time(revokedAt) }) : expiresAt !== null ? say(isOver ? 'keys.ended' : 'keys.ends', { time: time(expiresAt) }) : say('keys.works')
  return (
    <Table.Tr {...(isOver ? { c: 'dimmed' } : {})}>
      <Table.Td>{name}</Table.Td><Table.Td className="fixed">{prefix}…</Table.Td>
      <Table.Td><details><summary>{say('keys.count', { count: scopes.length })}</summary>{scopes.map((scope) => <div key={scope} className="fixed">{scope}</div>)}</details></Table.Td>
      <Table.Td>{lastUsedAt === null ? say('keys.never') : time(lastUsedAt)}</Table.Td>
      <Table.Td><Badge variant="light" color={isOver ? 'gray' : 'kelp'}>{state}</Badge></Table.Td>
      <Table.Td>
        {isWriter && !isOver ? (
          <Group gap={4} wrap="nowrap">
            {replacedBy === null ? <Button size="compact-xs" variant="default" onClick={() => setAsking('rotate')}>{say('keys.rotate')}</Button> : null}
            <Button size="compact-xs" variant="subtle" color="coral" onClick={() => setAsking('revoke')}>{say('keys.revoke')}</Button>
          </Group>
        ) : null}
        <Ask isOpen={asking === 'rotate'} title={say('keys.rotate_title', { name })} text={say('keys.rotate_text', { hours: OVERLAP_HOURS })} onClose={done} action={say('keys.rotate')} onAction={() => rotate.mutate()} isBusy={rotate.isPending} error={rotate.error} />
        <Ask isOpen={asking === 'revoke'} title={say('keys.revoke_title', { name })} text={say('keys.revoke_text')} onClose={done} action={say('keys.revoke')} onAction={() => revoke.mutate()} isBusy={revoke.isPending} error={revoke.error} isGrave />
      </Table.Td>
    </Table.Tr>
  )
}

function Make({ onClose, onMade }: { onClose: () => void; onMade: (key: NewApiKey) => void }) {
  const { say } = useWords()
  const mine = useSeat()?.permissions ?? []
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const make = useWrite((client, _: void) => answerOf(client.POST('/api/v1/keys', { body: { name: name.trim(), scopes: scopes as CreateKey['scopes'] } })), { touches: ['keys'], onDone: (key) => { onMade(key); onClose() } })
  return (
    <Ask isOpen title={say('keys.make')} text={say('keys.make_text')} onClose={onClose} action={say('keys.make')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} isReady={name.trim() !== '' && scopes.length > 0}>
      <TextInput label={say('keys.name')} placeholder={say('keys.name_hint')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Checkbox.Group label={say('keys.scopes')} value={scopes} onChange={setScopes}>
        <Stack gap={6} mt={4}>{mine.map((permission) => <Checkbox key={permission} size="xs" value={permission} label={say(`permission.${permission}`)} description={permission} />)}</Stack>
      </Checkbox.Group>
    </Ask>
  )
}
