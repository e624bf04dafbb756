import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Lot, type Totals } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead } from '#console/session/client.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { useOrigin } from './lot-origin.ts'
import { endOf, freeOf } from './sum-lots.ts'

/** Credits that are read at a glance; the rest are one line, until they are asked for. */
const AT_ONCE = 10

/** What can be used now as a sum: what is left of each credit, and what it is from, less what is owed. Nothing where there is no credit. */
export function LotSum({ member, unit, totals }: { member: string; unit: string; totals: Totals }) {
  const { say } = useWords()
  const units = useUnits()
  const [isWhole, setWhole] = useState(false)
  const read = useRead(['members', member, 'lots'], (client) => answerOf(client.GET('/api/v1/members/{member}/lots', { params: { path: { member } } })))
  const lots = (read.data?.lots ?? []).filter((lot) => lot.unit === unit && freeOf(lot) > 0).toReversed()
  if (read.error !== null) return <Trouble error={read.error} />
  if (lots.length === 0) return null
  const end = endOf(totals)
  const rest = isWhole || lots.length <= AT_ONCE + 1 ? [] : lots.slice(AT_ONCE)
  return (
    <Stack component="section" aria-label={say('why.sum')} gap={4} mb="md">
      <Text size="sm" fw={500}>{say('why.sum')}</Text>
      {lots.slice(0, lots.length - rest.length).map((lot) => <Part key={lot.id} lot={lot} />)}
      {rest.length === 0 ? null : <Sum name={<Anchor component="button" type="button" size="sm" onClick={() => setWhole(true)}>{say('why.sum_rest', { count: rest.length })}</Anchor>} amount={units.amount(unit, rest.reduce((sum, lot) => sum + freeOf(lot), 0))} />}
      {totals.debt > 0 ? <Sum name={say('balance.debt')} amount={`−${units.amount(unit, totals.debt)}`} /> : null}
      <Sum name={say(end.word)} amount={`= ${end.points < 0 ? '−' : ''}${units.amount(unit, Math.abs(end.points))}`} isTotal />
    </Stack>
  )
}

function Part({ lot }: { lot: Lot }) {
  const { say, day } = useWords()
  const units = useUnits()
  const origin = useOrigin()
  const { unit, amount, earnedAt, zone } = lot
  const from = say('why.sum_of', { origin: origin(lot), day: day(earnedAt, zone) })
  return <Sum name={freeOf(lot) === amount ? from : say('why.sum_left', { from, amount: units.amount(unit, amount) })} amount={units.amount(unit, freeOf(lot))} />
}

function Sum({ name, amount, isTotal = false }: { name: React.ReactNode; amount: string; isTotal?: boolean }) {
  return <Group justify="space-between" wrap="nowrap" align="baseline"><Text component="span" size="sm" {...(isTotal ? { fw: 600 } : { c: 'dimmed' })}>{name}</Text><Text component="span" size="sm" ta="right" className="line" {...(isTotal ? { fw: 600 } : {})}>{amount}</Text></Group>
}
