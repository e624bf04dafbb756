import { Badge, Group, Select, Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf, type ProgramChange } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const TONES = { added: 'diff-added', removed: 'diff-removed', changed: '', moved: '' } as const

/** What changed from one program to another, place by place, as sentences. */
export function DiffView() {
  const { say } = useWords()
  const { from, to } = useSearch({ strict: false }) as { from?: string; to?: string }
  const navigate = useNavigate()
  const choices = useRead(['program', 'choices'], async (client) => {
    const [{ programs }, { drafts }] = await Promise.all([answerOf(client.GET('/api/v1/programs', {})), answerOf(client.GET('/api/v1/programs/drafts', { params: { query: { limit: 100 } } }))])
    return [...programs.map(({ version }) => ({ value: String(version), version, name: null })), ...drafts.map(({ draft, name }) => ({ value: draft, version: null, name }))]
  })
  const diff = useRead(['program', 'diff', from, to], (client) => answerOf(client.GET('/api/v1/programs/diffs', { params: { query: { from: from ?? '', to: to ?? '' } } })), { isWanted: from !== undefined && to !== undefined })
  const data = (choices.data ?? []).map(({ value, version, name }) => ({ value, label: version === null ? say('program.draft_called', { name }) : say('program.version', { version }) }))
  const choose = (change: { from?: string; to?: string }): void => void navigate({ to: '.', search: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...change } })
  const error = choices.error ?? diff.error
  return (
    <Page title={say('diff.title')}>
      <Group mb="md">
        <Select label={say('diff.from')} value={from ?? null} onChange={(value) => (value === null ? undefined : choose({ from: value }))} data={data} />
        <Select label={say('diff.to')} value={to ?? null} onChange={(value) => (value === null ? undefined : choose({ to: value }))} data={data} />
      </Group>
      {error !== null ? <Trouble error={error} /> : from === undefined || to === undefined ? null : diff.data === undefined ? <Waiting what={say('waiting.diff')} /> : diff.data.changes.length === 0 ? <Text>{say('diff.same')}</Text> : <Stack gap={4}>{diff.data.changes.map((change) => <Change key={`${change.kind} ${change.path}`} change={change} />)}</Stack>}
    </Page>
  )
}

function Change({ change: { kind, path, message } }: { change: ProgramChange }) {
  const { say } = useWords()
  return <Group className={`card ${TONES[kind]}`} px="sm" py={8} gap="sm" wrap="nowrap" align="baseline"><Badge style={{ flexShrink: 0 }}>{say(`diff.kind.${kind}`)}</Badge><div><Text size="sm">{message}</Text><Text className="fixed" c="dimmed">{path}</Text></div></Group>
}
