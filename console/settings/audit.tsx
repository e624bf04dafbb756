import { Badge, Button, Table, Text } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { answerOf, type AuditEntry, type AuditPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWrite } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { Changes, Subject } from './audit-changes.tsx'
import { AuditFilters, queryOf, type AuditSearch } from './audit-filters.tsx'
import { deedText } from './deed-text.ts'

const AT_ONCE = 50

/** Who did what, to what, when, and why: every deed of people and keys in this store, or those that are looked for. */
export function Audit() {
  const { say } = useWords()
  const search = useSearch({ strict: false }) as AuditSearch
  const query = queryOf(search)
  const pages = usePages<AuditPage>(['audit', query], (client, from) => answerOf(client.GET('/api/v1/audit', { params: { query: { limit: AT_ONCE, ...query, ...from } } })))
  const entries = pages.data?.pages.flatMap((page) => page.entries)
  const names = Object.assign({}, ...(pages.data?.pages ?? []).map((page) => page.names)) as AuditPage['names']
  return (
    <Page title={say('nav.audit')} actions={<Export search={search} />}>
      <AuditFilters key={search.about ?? ''} search={search} />
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : entries === undefined ? <Waiting what={say('waiting.audit')} /> : entries.length === 0 ? <Text c="dimmed">{say(Object.keys(query).length === 0 ? 'audit.none' : 'audit.none_such')}</Text> : <Entries entries={entries} names={names} />}
      <More pages={pages} />
    </Page>
  )
}

/** The whole of what is looked for as a file, however long. */
function Export({ search }: { search: AuditSearch }) {
  const { say } = useWords()
  const save = useWrite((client, _: void) => answerOf(client.GET('/api/v1/audit/export', { params: { query: queryOf(search) }, headers: { accept: 'text/csv' }, parseAs: 'blob' })), { touches: [], onDone: (csv) => saveFile(csv as unknown as Blob, 'rockpool-audit.csv') })
  return <>{save.error === null ? null : <Trouble error={save.error} />}<Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{say('feed.export')}</Button></>
}

/** What was done is read from the top of a row, however much it changed. */
const TOP = { verticalAlign: 'top' } as const

function Entries({ entries, names }: { entries: readonly AuditEntry[]; names: AuditPage['names'] }) {
  const words = useWords()
  const { say, time } = words
  return (
    <Table.ScrollContainer minWidth={820} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.audit'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['at', 'actor', 'deed', 'reason', 'change'].map((each) => <Table.Th key={each}>{say(`audit.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.number}>
              <Table.Td style={{ ...TOP, whiteSpace: 'nowrap' }}>{time(entry.at)}</Table.Td>
              <Table.Td style={TOP}>{entry.actorName ?? entry.actor} <Badge size="xs">{say(`audit.kind.${entry.actorKind}`)}</Badge></Table.Td>
              <Table.Td style={TOP}>{deedText(entry.deed, words)}{entry.subject === null ? null : <Subject deed={entry.deed} subject={entry.subject} names={names} />}{entry.refusal === null ? null : <Badge color="coral" variant="light">{say('audit.refused', { code: entry.refusal })}</Badge>}</Table.Td>
              <Table.Td style={TOP}>{entry.reason ?? '–'}</Table.Td>
              <Table.Td style={TOP}><Changes entry={entry} names={names} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
