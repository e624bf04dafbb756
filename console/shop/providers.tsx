import { Badge, Button, Group, Paper, PasswordInput, Select, Stack, Switch, Table, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type PutSignInProvider, type SignInProvider } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

type Kind = PutSignInProvider['kind']
const KINDS: readonly Kind[] = ['google', 'apple', 'facebook', 'oidc']

/** By whom else shoppers may sign in. */
export function Providers({ isWriter }: { isWriter: boolean }) {
  const { say } = useWords()
  const [edited, setEdited] = useState<SignInProvider | 'new' | null>(null)
  const read = useRead(['shop', 'providers'], (client) => answerOf(client.GET('/api/v1/sign-in-providers', {})))
  const columns = ['label', 'kind', 'client', 'state', 'do'].map((each) => say(`providers.${each}`))
  return (
    <Paper component="section"><Stack gap="sm">
      <Group justify="space-between"><Title order={2}>{say('providers.title')}</Title>{isWriter ? <Button size="xs" variant="default" onClick={() => setEdited('new')}>{say('providers.add')}</Button> : null}</Group>
      <Text size="sm" c="dimmed">{say('providers.about')} <CopyText text={`${location.origin}/sign-in/callback`} /></Text>
      <Text size="sm" c="dimmed">{say('providers.addresses')}</Text>
      {read.error !== null ? <Trouble error={read.error} /> : read.data === undefined ? <Waiting what={say('waiting.providers')} /> : read.data.providers.length === 0 ? <Text size="sm">{say('providers.none')}</Text> : (
        <Sheet label={say('providers.title')} columns={columns}>{read.data.providers.map((one) => <Row key={one.provider} one={one} isWriter={isWriter} onEdit={() => setEdited(one)} />)}</Sheet>
      )}
      {edited === null ? null : <Edit before={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Stack></Paper>
  )
}

function Row({ one: { provider, label, kind, clientId, isOn }, isWriter, onEdit }: { one: SignInProvider; isWriter: boolean; onEdit: () => void }) {
  const { say } = useWords()
  const [isAsking, setAsking] = useState(false)
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/sign-in-providers/{provider}', { params: { path: { provider } } })), { touches: ['shop'], onDone: () => setAsking(false) })
  return (
    <Table.Tr>
      <Table.Td>{label}</Table.Td><Table.Td>{say(`providers.kinds.${kind}`)}</Table.Td><Table.Td className="fixed">{clientId}</Table.Td>
      <Table.Td><Badge variant="light" color={isOn ? 'kelp' : 'gray'}>{say(isOn ? 'providers.on' : 'providers.off')}</Badge></Table.Td>
      <Table.Td>
        {isWriter ? <Group gap={4} wrap="nowrap"><Button size="compact-xs" variant="default" onClick={onEdit} aria-label={say('providers.edit_of', { label })}>{say('providers.edit')}</Button><Button size="compact-xs" variant="subtle" color="coral" onClick={() => setAsking(true)} aria-label={say('providers.remove_of', { label })}>{say('providers.remove')}</Button></Group> : null}
        <Ask isOpen={isAsking} title={say('providers.remove_of', { label })} text={say('providers.remove_text')} onClose={() => setAsking(false)} action={say('providers.remove')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} isGrave />
      </Table.Td>
    </Table.Tr>
  )
}

function Edit({ before, onClose }: { before: SignInProvider | null; onClose: () => void }) {
  const { say } = useWords()
  const [said, setSaid] = useState<PutSignInProvider>(before === null ? { provider: 'google', kind: 'google', clientId: '', label: 'Google', isOn: true } : { provider: before.provider, kind: before.kind, clientId: before.clientId, label: before.label, isOn: before.isOn, ...(before.kind === 'oidc' ? { issuer: before.issuer } : {}), ...(before.teamId === undefined ? {} : { teamId: before.teamId }), ...(before.keyId === undefined ? {} : { keyId: before.keyId }) })
  const put = useWrite((client, _: void) => answerOf(client.POST('/api/v1/sign-in-providers', { body: said })), { touches: ['shop'], onDone: onClose })
  const set = (part: Partial<PutSignInProvider>): void => setSaid((now) => ({ ...now, ...part }))
  const setSecret = (secret: string): void => setSaid(({ clientSecret: _, ...rest }) => (secret === '' ? rest : { ...rest, clientSecret: secret }))
  const choose = (kind: Kind): void => setSaid(({ issuer: _, teamId: _team, keyId: _key, clientSecret: _secret, ...rest }) => ({ ...rest, kind, provider: kind === 'oidc' ? '' : kind, label: kind === 'oidc' ? '' : say(`providers.kinds.${kind}`) }))
  const isReady = said.provider !== '' && said.clientId.trim() !== '' && said.label.trim() !== '' && (said.kind !== 'oidc' || (said.issuer ?? '') !== '') && (said.kind !== 'apple' || ((said.teamId ?? '') !== '' && (said.keyId ?? '') !== '')) && (before?.hasSecret === true || said.clientSecret !== undefined)
  const hint = say(before?.hasSecret === true ? 'providers.secret_kept' : `providers.secret_hint.${said.kind}`)
  return (
    <Ask isOpen title={say(before === null ? 'providers.add' : 'providers.edit')} onClose={onClose} action={say('shop.save')} onAction={() => put.mutate()} isBusy={put.isPending} error={put.error} isReady={isReady}>
      {before === null ? <Select label={say('providers.kind')} data={KINDS.map((value) => ({ value, label: say(`providers.kinds.${value}`) }))} value={said.kind} onChange={(kind) => choose(kind as Kind)} /> : null}
      {said.kind === 'oidc' && before === null ? <TextInput label={say('providers.id')} description={say('providers.id_hint')} value={said.provider} onChange={(event) => set({ provider: event.currentTarget.value })} /> : null}
      {said.kind === 'oidc' ? <TextInput label={say('providers.issuer')} placeholder="https://" value={said.issuer ?? ''} onChange={(event) => set({ issuer: event.currentTarget.value.trim() })} /> : null}
      <TextInput label={say('providers.label')} description={say('providers.label_hint')} value={said.label} onChange={(event) => set({ label: event.currentTarget.value })} />
      <TextInput label={say(`providers.client_of.${said.kind}`)} value={said.clientId} onChange={(event) => set({ clientId: event.currentTarget.value.trim() })} />
      {said.kind === 'apple' ? <Group grow align="flex-start"><AppleId label={say('providers.team')} value={said.teamId} onSay={(teamId) => set({ teamId })} /><AppleId label={say('providers.key')} value={said.keyId} onSay={(keyId) => set({ keyId })} /></Group> : null}
      {said.kind === 'apple'
        ? <Textarea label={say('providers.signing_key')} description={hint} autoComplete="off" spellCheck={false} rows={4} classNames={{ input: 'fixed' }} value={said.clientSecret ?? ''} onChange={(event) => setSecret(event.currentTarget.value)} />
        : <PasswordInput label={say('providers.secret')} description={hint} autoComplete="off" value={said.clientSecret ?? ''} onChange={(event) => setSecret(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} />}
      <Switch label={say('providers.is_on')} checked={said.isOn === true} onChange={(event) => set({ isOn: event.currentTarget.checked })} />
    </Ask>
  )
}

function AppleId({ label, value = '', onSay }: { label: string; value: string | undefined; onSay: (value: string) => void }) {
  return <TextInput label={label} autoComplete="off" maxLength={10} classNames={{ input: 'fixed' }} value={value} onChange={(event) => onSay(event.currentTarget.value.trim().toUpperCase())} />
}
