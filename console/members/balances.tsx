import { Group, Paper, SimpleGrid, Text, Title } from '@mantine/core'
import type { Member } from '#sdk/index'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { LotSum } from './lot-sum.tsx'
import { Why } from './why.tsx'

const ALWAYS = ['pending', 'spent', 'expired'] as const
const WHERE_ANY = ['reserved', 'revoked', 'debt', 'forgiven'] as const

/** What the member has of each unit: what can be used, large; then where the rest is. */
export function Balances({ value, member }: { value: Member; member: string }) {
  const { say } = useWords()
  const units = useUnits()
  return Object.entries(value.units).map(([unit, totals]) => (
    <Paper key={unit}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say('balance.title', { unit: units.name(unit) })}</Title>
        <Why member={member} about={{ unit }} zone={value.zone} title={say('balance.why', { unit: units.name(unit) })} first={<LotSum member={member} unit={unit} totals={totals} />} />
      </Group>
      <div className="number">{units.amount(unit, totals.available)}</div>
      <Text size="sm" c="dimmed" mb="sm">{say('balance.available')}</Text>
      <SimpleGrid cols={3} spacing="xs">
        {[...ALWAYS, ...WHERE_ANY.filter((part) => totals[part] > 0)].map((part) => (
          <div key={part}>
            <Text fw={600}>{units.amount(unit, totals[part])}</Text>
            <Group gap={6}><Text size="xs" c="dimmed">{say(`balance.${part}`)}</Text>{totals[part] !== 0 ? <Why member={member} about={{ unit, part }} zone={value.zone} title={say('balance.why_part', { unit: units.name(unit), part: say(`balance.${part}`) })} /> : null}</Group>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  ))
}
