import { Paper, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Figures, FigureSums } from '#sdk/index'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

type Sum = keyof FigureSums
/** What is money, in minor units of the base currency. */
const MONEY: ReadonlySet<Sum> = new Set(['spendMinor', 'liabilityMinor'])
/** In the order in which they are asked for: people, money, points. */
const ROWS: readonly (readonly (Sum | 'active' | 'debtors' | 'expiring')[])[] = [['members', 'joined', 'active', 'bought'], ['orders', 'spendMinor', 'liabilityMinor', 'debtors'], ['issued', 'spent', 'expired', 'expiring']]

/** The numbers of a span, each with the same of the one before it. */
export function Tiles({ figures }: { figures: Figures }) {
  return <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm" verticalSpacing="sm">{ROWS.flat().map((word) => (word === 'active' || word === 'debtors' || word === 'expiring' ? <Standing key={word} word={word} figures={figures} /> : <Counted key={word} word={word} figures={figures} />))}</SimpleGrid>
}

function Counted({ word, figures: { now, before, currency } }: { word: Sum; figures: Figures }) {
  const { number, money } = useWords()
  const told = (value: number): string => (MONEY.has(word) ? money(value, currency) : number(value))
  return <Tile word={word} value={told(now[word])}><Before now={now[word]} before={before[word]} told={told} /></Tile>
}

/** What it was before, and by how much it changed. */
function Before({ now, before, told }: { now: number; before: number; told: (value: number) => string }) {
  const { say, percent } = useWords()
  const change = before === 0 ? 0 : (now - before) / Math.abs(before)
  return <>{say('home.before', { value: told(before) })}{change === 0 ? null : <span className="change"> {percent(change, true)}</span>}</>
}

/** What is told of days that are not those of the span: of the last or the next ones, as it is now and as the span before ended. */
function Standing({ word, figures: { active, debtors, expiring, now } }: { word: 'active' | 'debtors' | 'expiring'; figures: Figures }) {
  const { say, number } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const against = (value: number, before: number | null) => (before === null ? null : <div><Before now={value} before={before} told={number} /></div>)
  if (word === 'active') return <Tile word={word} value={number(active.members)}>{say('home.active_in', { days: active.days })}{against(active.members, active.before)}</Tile>
  if (word === 'expiring') return <Tile word={word} value={expiring === null ? '–' : number(expiring.points)}>{expiring === null ? say('home.not_counted') : say('home.expiring_in', { days: expiring.days })}{expiring === null ? null : against(expiring.points, expiring.before)}</Tile>
  const owed = say('home.debt', { points: now.debt })
  return <Tile word={word} value={number(debtors)}>{debtors > 0 && may('members:read') ? <Link to="/$store/members" params={{ store }} search={{ hasDebt: true }}>{owed}</Link> : owed}</Tile>
}

function Tile({ word, value, children }: { word: string; value: string; children: ReactNode }) {
  const { say } = useWords()
  return (
    <Paper p="sm">
      <Text size="xs" c="dimmed">{say(`home.tile.${word}`)}</Text>
      <div className="number">{value}</div>
      <Text component="div" size="xs" c="dimmed">{children}</Text>
    </Paper>
  )
}
