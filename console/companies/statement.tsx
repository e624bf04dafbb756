import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Statement, type UnitStatement } from '#sdk/index'
import { saveFile } from '#console/page/save-file.ts'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useDocument } from '#console/program/use-document.ts'
import { beginOf, endOf, LAST_DAY } from '#console/words/days.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { useBuyerName } from './use-buyers.ts'

/** Lines that are shown at first; a file has all of them. */
const AT_ONCE = 50

/** What a company had of each unit, what came and went in a time, and what it has. */
export function StatementView({ company }: { company: string }) {
  const { say, time } = useWords()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { zone = 'UTC' } = useDocument() ?? {}
  const query = { ...(from === '' ? {} : { from: beginOf(from, zone) }), ...(to === '' ? {} : { to: endOf(to, zone) }) }
  const params = { path: { member: company }, query }
  const read = useRead<Statement>(['members', company, 'statement', query], (client) => answerOf(client.GET('/api/v1/companies/{member}/statement', { params })) as Promise<Statement>)
  const save = useWrite(async (client, _: void) => await answerOf(client.GET('/api/v1/companies/{member}/statement', { params, parseAs: 'blob', headers: { accept: 'text/csv' } })) as unknown as Blob, { touches: [], onDone: (file) => saveFile(file, `statement-${company}.csv`) })
  return (
    <section>
      <Group justify="space-between" mb="xs" align="flex-end">
        <Title order={2}>{say('statement.title')}</Title>
        <Group align="flex-end" gap="xs">
          <TextInput type="date" size="xs" label={say('statement.from')} value={from} max={to === '' ? LAST_DAY : to} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" size="xs" label={say('statement.to')} value={to} max={LAST_DAY} min={from === '' ? undefined : from} onChange={(event) => setTo(event.currentTarget.value)} />
          <Button size="xs" variant="default" loading={save.isPending} onClick={() => save.mutate()}>{say('coupons.save')}</Button>
        </Group>
      </Group>
      {save.error === null ? null : <Trouble error={save.error} />}
      {read.error !== null ? <Trouble error={read.error} onRetry={() => void read.refetch()} /> : read.data === undefined ? <Waiting what={say('waiting.statement')} /> : (
        <Stack gap="md">
          <Text size="sm" c="dimmed">{from === '' ? say('statement.ever', { to: time(read.data.to, zone) }) : say('statement.span', { from: time(read.data.from, zone), to: time(read.data.to, zone) })}</Text>
          {read.data.units.length === 0 ? <Text c="dimmed">{say('statement.none')}</Text> : read.data.units.map((unit, _, all) => <Unit key={unit.unit} unit={unit} company={company} zone={zone} isNamed={all.length > 1} />)}
        </Stack>
      )}
    </section>
  )
}

function Unit({ unit: { unit, opening, lines, closing }, company, zone, isNamed }: { unit: UnitStatement; company: string; zone: string; isNamed: boolean }) {
  const { say, day } = useWords()
  const units = useUnits()
  const [most, setMost] = useState(AT_ONCE)
  const nameOf = useBuyerName(company)
  return (
    <div>
      {isNamed ? <Title order={3} mb="xs">{units.name(unit)}</Title> : null}
      <Sheet label={say('statement.of', { unit: units.name(unit) })} columns={[say('statement.day'), say('statement.movement'), say('statement.order'), say('statement.buyer'), units.name(unit)]} numbers={[4]} minWidth={600}>
        <Table.Tr fw={600}><Table.Td colSpan={4}>{say('statement.opening')}</Table.Td><Table.Td ta="right">{units.amount(unit, opening)}</Table.Td></Table.Tr>
        {lines.slice(0, most).map(({ at, what, orderId, buyer, points }, index) => (
          <Table.Tr key={`${index} ${orderId}`}><Table.Td className="whole">{day(at, zone)}</Table.Td><Table.Td>{say(`statement.what.${what}`)}</Table.Td><Table.Td className="fixed">{orderId}</Table.Td><Table.Td>{buyer === null ? null : nameOf(buyer)}</Table.Td><Table.Td ta="right">{units.amount(unit, points)}</Table.Td></Table.Tr>
        ))}
        <Table.Tr fw={600}><Table.Td colSpan={4}>{say('statement.closing')}</Table.Td><Table.Td ta="right">{units.amount(unit, closing)}</Table.Td></Table.Tr>
      </Sheet>
      {lines.length > most ? <Button variant="default" mt="sm" size="xs" onClick={() => setMost(lines.length)}>{say('statement.all', { count: lines.length })}</Button> : null}
    </div>
  )
}
