import { Anchor, Button, Group, Table, Text, Title } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { answerOf, type BacktestReport, type MoverPage } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { differenceOf, levelWord } from './words.ts'

const AT_ONCE = 25

/** From where to where members would move, how many, and who: of all moves, or of the one that the address names. */
export function Moves({ report }: { report: BacktestReport }) {
  const words = useWords()
  const { say } = words
  const may = useMay()
  const store = useStoreId() as string
  const { backtest } = useParams({ strict: false }) as { backtest: string }
  const { from, to } = useSearch({ strict: false }) as { from?: string; to?: string }
  const named = (move: { from: string; to: string }): string => say('backtest.move', { from: levelWord(report, move.from, words), to: levelWord(report, move.to, words) })
  return (
    <section aria-label={say('backtest.moves')}>
      <Title order={2} mb="xs">{say('backtest.moves')}</Title>
      {report.moves.length === 0 ? <Text size="sm">{say('backtest.nobody')}</Text> : (
        <>
          <Group gap="xs" mb="sm">
            {report.moves.map((move) => {
              const isHere = move.from === from && move.to === to
              return <Button key={`${move.from}>${move.to}`} size="xs" variant={isHere ? 'filled' : 'default'} {...(isHere ? { 'aria-current': 'true' as const } : {})} renderRoot={(props) => <Link to="/$store/program/backtests/$backtest" params={{ store, backtest }} search={isHere ? {} : { from: move.from, to: move.to }} {...props} />}>{say('backtest.move_count', { move: named(move), count: move.members })}</Button>
            })}
          </Group>
          {may('members:read') ? <Movers key={`${from} ${to}`} report={report} backtest={backtest} of={{ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }} /> : <Text size="sm" c="dimmed">{say('backtest.no_names')}</Text>}
        </>
      )}
    </section>
  )
}

function Movers({ report, backtest, of }: { report: BacktestReport; backtest: string; of: { from?: string; to?: string } }) {
  const { say } = useWords()
  const pages = usePages<MoverPage>(['backtests', 'movers', backtest, of.from, of.to], (client, after) => answerOf(client.GET('/api/v1/backtests/{backtest}/movers', { params: { path: { backtest }, query: { limit: AT_ONCE, ...of, ...after } } })))
  const movers = pages.data?.pages.flatMap((page) => page.movers)
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (movers === undefined) return <Waiting what={say('waiting.movers')} />
  return (
    <>
      <MoverTable report={report} movers={movers} />
      {pages.hasNextPage ? <Button mt="sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('members.more')}</Button> : null}
      {report.listed < report.moving ? <Text size="xs" c="dimmed" mt="xs">{say('backtest.listed', { listed: report.listed, moving: report.moving })}</Text> : null}
    </>
  )
}

function MoverTable({ report, movers }: { report: BacktestReport; movers: MoverPage['movers'] }) {
  const words = useWords()
  const { say, number } = words
  const store = useStoreId() as string
  const money = (minor: number): string => words.money(minor, report.currency)
  return (
    <Table.ScrollContainer minWidth={640} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('backtest.movers'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['member', 'was', 'is', 'spend', 'balance'].map((each) => <Table.Th key={each} {...(['spend', 'balance'].includes(each) ? { ta: 'right' as const } : {})}>{say(`backtest.mover.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{movers.map(({ memberId, externalIds, name, email, from, to, spendMinor, beforeBalance, afterBalance }) => (
          <Table.Tr key={memberId}>
            <Table.Td><Anchor size="sm" renderRoot={(props) => <Link to="/$store/members/$member" params={{ store, member: memberId }} {...props} />}>{name ?? externalIds[0] ?? memberId}</Anchor>{email === null ? null : <Text size="xs" c="dimmed">{email}</Text>}</Table.Td>
            <Table.Td>{levelWord(report, from, words)}</Table.Td><Table.Td>{levelWord(report, to, words)}</Table.Td>
            <Table.Td ta="right">{money(spendMinor)}</Table.Td>
            <Table.Td ta="right">{number(afterBalance)}<Text size="xs" c="dimmed">{say('backtest.in_force', { value: number(beforeBalance) })}{differenceOf(beforeBalance, afterBalance, number) === null ? '' : ` ${differenceOf(beforeBalance, afterBalance, number)}`}</Text></Table.Td>
          </Table.Tr>
        ))}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
