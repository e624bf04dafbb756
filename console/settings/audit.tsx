import { Badge, Button, Code, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { answerOf, type AuditEntry, type AuditPage } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useClient } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50

/** Who did what, to what, when, and why: every deed of people and keys in this store. */
export function Audit() {
  const { say } = useWords()
  const { client, key } = useClient()
  const pages = useInfiniteQuery({
    queryKey: key('audit'), initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: AuditPage) => next ?? undefined,
    queryFn: ({ pageParam }): Promise<AuditPage> => answerOf(client.GET('/api/v1/audit', { params: { query: { limit: AT_ONCE, ...(pageParam === undefined ? {} : { after: pageParam }) } } })),
  })
  const entries = pages.data?.pages.flatMap((page) => page.entries)
  return (
    <Page title={say('nav.audit')}>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : entries === undefined ? <Waiting what={say('waiting.audit')} /> : entries.length === 0 ? <Text c="dimmed">{say('audit.none')}</Text> : <Entries entries={entries} />}
      {pages.hasNextPage ? <Button mt="sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('members.more')}</Button> : null}
    </Page>
  )
}

function Entries({ entries }: { entries: readonly AuditEntry[] }) {
  const { say, time } = useWords()
  return (
    <Table.ScrollContainer minWidth={820} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.audit'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['at', 'actor', 'deed', 'reason', 'change'].map((each) => <Table.Th key={each}>{say(`audit.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {entries.map(({ number, at, actor, actorName, actorKind, deed, subject, reason, before, after, refusal }) => (
            <Table.Tr key={number}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{time(at)}</Table.Td>
              <Table.Td>{actorName ?? actor} <Badge size="xs">{say(`audit.kind.${actorKind}`)}</Badge></Table.Td>
              <Table.Td><span className="fixed">{deed}</span>{subject === null ? null : <Text size="xs" c="dimmed" className="fixed">{subject}</Text>}{refusal === null ? null : <Badge color="coral" variant="light">{say('audit.refused', { code: refusal })}</Badge>}</Table.Td>
              <Table.Td>{reason ?? '–'}</Table.Td>
              <Table.Td><details><summary>{say('audit.show')}</summary><Code block>{[before, after].map((each) => JSON.stringify(each, undefined, 1)).join('\n→\n')}</Code></details></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
