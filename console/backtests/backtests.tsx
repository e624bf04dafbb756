import { Badge, Button, Progress, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf, type Backtest, type BacktestPage } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useClient, useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50
/** As often one that runs is looked at. */
export const LOOK_MS = 1_000
export const isOpen = ({ status }: Pick<Backtest, 'status'>): boolean => status === 'waiting' || status === 'running'

/** Every back-test of the store, the newest first. */
export function Backtests() {
  const { say } = useWords()
  const { client, key } = useClient()
  const store = useStoreId() as string
  const pages = useInfiniteQuery({
    queryKey: key('backtests', 'list'), refetchOnMount: 'always', initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: BacktestPage) => next ?? undefined,
    queryFn: ({ pageParam }): Promise<BacktestPage> => answerOf(client.GET('/api/v1/backtests', { params: { query: { limit: AT_ONCE, ...(pageParam === undefined ? {} : { after: pageParam }) } } })),
    refetchInterval: ({ state: { data } }) => (data?.pages.some(({ backtests }) => backtests.some(isOpen)) === true ? LOOK_MS : false),
  })
  const all = pages.data?.pages.flatMap(({ backtests }) => backtests)
  return (
    <Page title={say('backtest.all')} actions={<Button variant="default" renderRoot={(props) => <Link to="/$store/program" params={{ store }} {...props} />}>{say('backtest.to_program')}</Button>}>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : all === undefined ? <Waiting what={say('waiting.backtests')} /> : all.length === 0 ? <Text c="dimmed">{say('backtest.none')}</Text> : <List backtests={all} />}
      {pages.hasNextPage ? <Button mt="sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('members.more')}</Button> : null}
    </Page>
  )
}

function List({ backtests }: { backtests: readonly Backtest[] }) {
  const { say, time } = useWords()
  const store = useStoreId() as string
  return (
    <Table.ScrollContainer minWidth={680} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('backtest.all'), role: 'region' } }}>
      <Table verticalSpacing="xs">
        <Table.Thead><Table.Tr>{['what', 'span', 'state', 'since'].map((each) => <Table.Th key={each}>{say(`backtest.column.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{backtests.map((one) => (
          <Table.Tr key={one.backtest}>
            <Table.Td><Link to="/$store/program/backtests/$backtest" params={{ store, backtest: one.backtest }}>{one.name}</Link><Text size="xs" c="dimmed"><Tried of={one} /></Text></Table.Td>
            <Table.Td><Text size="sm"><Span of={one} /></Text></Table.Td>
            <Table.Td miw={190}><State of={one} /></Table.Td>
            <Table.Td><Text size="sm">{time(one.createdAt)}</Text></Table.Td>
          </Table.Tr>
        ))}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** What is tried, and beside what. */
export function Tried({ of: { version, against } }: { of: Backtest }) {
  const { say } = useWords()
  return say(version === null ? 'backtest.tried_draft' : 'backtest.tried_version', { version: version ?? 0, against })
}

/** The span, as days of the program's zone. */
export function Span({ of: { from, to } }: { of: Backtest }) {
  const { say, day } = useWords()
  const zone = useDocument()?.zone
  const last = new Date(Date.parse(to) - 1).toISOString()
  return from === null ? say('backtest.until', { to: day(last, zone) }) : say('home.span', { from: day(from, zone), to: day(last, zone) })
}

/** How far it is. */
export function State({ of: { status, members: { looked, all }, name } }: { of: Backtest }) {
  const { say } = useWords()
  const label = say('backtest.progress', { looked, all })
  return (
    <>
      <Badge mb={4} {...(status === 'done' ? { color: 'kelp', variant: 'light' as const } : status === 'failed' ? { color: 'coral', variant: 'light' as const } : {})}>{say(`backtest.status.${status}`)}</Badge> <Text size="xs" span>{label}</Text>
      {status === 'done' || status === 'failed' ? null : <Progress size="sm" value={all === 0 ? 0 : Math.min(100, (100 * looked) / all)} aria-label={`${name}: ${label}`} />}
    </>
  )
}
