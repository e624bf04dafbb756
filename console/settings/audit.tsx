import { Badge, Button, Code, Table, Text } from '@mantine/core'
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
  return (
    <Page title={say('nav.audit')} actions={<Export search={search} />}>
      <AuditFilters key={search.about ?? ''} search={search} />
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : entries === undefined ? <Waiting what={say('waiting.audit')} /> : entries.length === 0 ? <Text c="dimmed">{say(Object.keys(query).length === 0 ? 'audit.none' : 'audit.none_such')}</Text> : <Entries entries={entries} />}
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

function Entries({ entries }: { entries: readonly AuditEntry[] }) {
  const words = useWords()
  const { say, time } = words
  return (
    <Table.ScrollContainer minWidth={820} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.audit'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['at', 'actor', 'deed', 'reason', 'change'].map((each) => <Table.Th key={each}>{say(`audit.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {entries.map(({ number, at, actor, actorName, actorKind, deed, subject, reason, before, after, refusal }) => (
            <Table.Tr key={number}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{time(at)}</Table.Td>
              <Table.Td>{actorName ?? actor} <Badge size="xs">{say(`audit.kind.${actorKind}`)}</Badge></Table.Td>
              <Table.Td>{deedText(deed, words)}<Text size="xs" c="dimmed" className="fixed">{deed}</Text>{subject === null ? null : <Text size="xs" c="dimmed" className="fixed">{subject}</Text>}{refusal === null ? null : <Badge color="coral" variant="light">{say('audit.refused', { code: refusal })}</Badge>}</Table.Td>
              <Table.Td>{reason ?? '–'}</Table.Td>
              <Table.Td><details><summary>{say('audit.show')}</summary><Code block>{[before, after].map((each) => JSON.stringify(each, undefined, 1)).join('\n→\n')}</Code></details></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
