import { Badge, Button, Group, Table, Text, TextInput, Title } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type ProgramVersion } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Empty } from '#console/page/empty.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Gallery } from './gallery.tsx'
import { Origin } from './origin.tsx'
import { PausedNote, PauseSwitch } from './pause.tsx'
import { readTemplate } from './templates.ts'

/** The rules: versions that are or were in force, and drafts that are worked on. */
export function Programs() {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const { begin } = useSearch({ strict: false }) as { begin?: string }
  const [isAsked, setAsked] = useState(false)
  const isMaking = (isAsked || begin !== undefined) && may('programs:draft')
  const close = (): void => {
    setAsked(false)
    // The dialog has asked already.
    if (begin !== undefined) void navigate({ to: '.', search: {}, replace: true, ignoreBlocker: true })
  }
  const versions = useRead(['program', 'versions'], (client) => answerOf(client.GET('/api/v1/programs', {})))
  const all = versions.data?.programs ?? []
  const last = all.at(-1)
  return (
    <Page title={say('nav.program')} actions={
      <>
        {all.length > 0 ? <Button variant="default" renderRoot={(props) => <Link to="/$store/program/backtests" params={{ store }} {...props} />}>{say('backtest.all')}</Button> : null}
        {all.length > 1 ? <Button variant="default" renderRoot={(props) => <Link to="/$store/program/diff" params={{ store }} search={{ from: String(all.at(-2)?.version), to: String(last?.version) }} {...props} />}>{say('program.compare')}</Button> : null}
        {last === undefined || last.isPaused ? null : <PauseSwitch newest={last} />}
        {may('programs:draft') ? <Button onClick={() => setAsked(true)}>{say('program.make')}</Button> : null}
      </>
    }>
      <PausedNote />
      <Drafts last={last} />
      <Title order={2} mb="xs" mt="lg">{say('program.versions')}</Title>
      {versions.error !== null ? <Trouble error={versions.error} /> : versions.data === undefined ? <Waiting what={say('waiting.program')} /> : <Versions versions={all.toReversed()} />}
      {isMaking && versions.data !== undefined ? <Make last={last} begin={begin} onClose={close} /> : null}
    </Page>
  )
}

function Versions({ versions }: { versions: readonly ProgramVersion[] }) {
  const { say, time } = useWords()
  const store = useStoreId() as string
  if (versions.length === 0) return <Empty text={say('program.none')} />
  return (
    <Table.ScrollContainer minWidth={760} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('program.versions'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['version', 'name', 'from', 'mode', 'origin'].map((each) => <Table.Th key={each}>{say(`program.column.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{versions.map(({ version, name, from, mode, ...origin }, index) => (
          <Table.Tr key={version}>
            <Table.Td><Link to="/$store/program/versions/$version" params={{ store, version: String(version) }}>{say('program.version', { version })}</Link>{index === 0 ? <Badge ml="xs" size="sm">{say('program.newest')}</Badge> : null}</Table.Td>
            <Table.Td>{name}</Table.Td><Table.Td>{from === null ? say('program.ever') : time(from)}</Table.Td><Table.Td>{say(`mode.${mode}`)}</Table.Td><Table.Td maw={320}><Origin of={origin} /></Table.Td>
          </Table.Tr>
        ))}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Drafts({ last }: { last: ProgramVersion | undefined }) {
  const { say, time } = useWords()
  const store = useStoreId() as string
  const drafts = useRead(['program', 'drafts'], (client) => answerOf(client.GET('/api/v1/programs/drafts', { params: { query: { limit: 100 } } })))
  if (drafts.error !== null) return <Trouble error={drafts.error} />
  if (drafts.data === undefined) return <Waiting what={say('waiting.drafts')} />
  return (
    <section>
      <Title order={2} mb="xs">{say('program.drafts')}</Title>
      {drafts.data.drafts.length === 0 ? <Empty text={say('program.no_drafts')} /> : drafts.data.drafts.map(({ draft, name, updatedAt }) => (
        <Group key={draft} className="card" px="sm" py={8} mb={4} justify="space-between">
          <Link to="/$store/program/drafts/$draft" params={{ store, draft }}>{name}</Link>
          <Group gap="sm"><Text size="xs" c="dimmed">{say('program.changed', { time: time(updatedAt) })}</Text>{last === undefined ? null : <Link to="/$store/program/diff" params={{ store }} search={{ from: String(last.version), to: draft }}>{say('program.diff_of')}</Link>}</Group>
        </Group>
      ))}
    </section>
  )
}

function Make({ last, begin, onClose }: { last: ProgramVersion | undefined; /** The part to write first. */ begin: string | undefined; onClose: () => void }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const origin = chosen ?? (last === undefined ? 'first' : 'last')
  const make = useWrite(async (client, _: void) => {
    const version = origin === 'last' && last !== undefined ? await answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version: String(last.version) } } })) : null
    return answerOf(client.POST('/api/v1/programs/drafts', { body: { name: name.trim(), program: version === null ? await readTemplate(origin) : version.text ?? JSON.stringify(version.document, undefined, 2) } }))
  }, { touches: ['program'], onDone: ({ draft }) => void navigate({ to: '/$store/program/drafts/$draft', params: { store, draft }, ...(begin === undefined ? {} : { search: { view: 'form', part: begin } }) }) })
  return (
    <Ask isOpen size="lg" title={say('program.make')} onClose={onClose} action={say('program.make')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} isReady={name.trim() !== ''}>
      <TextInput label={say('program.draft_name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Text size="sm" fw={500}>{say('program.origin')}</Text>
      <Gallery value={origin} onChange={setChosen} {...(last === undefined ? {} : { own: { id: 'last', name: say('program.origin_last', { version: last.version }), about: say('program.origin_last_about', { name: last.name }) } })} />
    </Ask>
  )
}
