import { Button, Group, Paper, Select, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Import, type ImportSample, type ImportSettings } from '#sdk/index'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { DELIMITERS, ENCODINGS } from '#tables/read-bytes'
import { asks, bodyOf, FIELDS, type Field, type Told } from './told.ts'
import { How } from './how.tsx'

type Read = Pick<ImportSample, 'encoding' | 'delimiter'>

/** How a file is understood; all of it can be changed before anything is done. */
export function Mapping({ one, onDone }: { one: Import; onDone: () => void }) {
  const { say } = useWords()
  const [read, setRead] = useState<Read | null>(one.encoding === null || one.delimiter === null ? null : { encoding: one.encoding, delimiter: one.delimiter })
  const sample = useRead(['imports', one.import, 'sample', read], (client) => answerOf(client.GET('/api/v1/imports/{import}/sample', { params: { path: { import: one.import }, query: read ?? {} } })))
  return (
    <Paper component="section" mb="md">
      <Title order={2} mb="sm">{say('imports.columns')}</Title>
      <Group gap="sm" mb="md">
        <Select label={say('imports.encoding')} value={read?.encoding ?? null} allowDeselect={false} onChange={(value) => setRead({ delimiter: ',', ...read, encoding: (value ?? 'utf-8') as Read['encoding'] })} data={ENCODINGS.map((value) => ({ value, label: say(`imports.encodings.${value}`) }))} />
        <Select label={say('imports.delimiter')} value={read?.delimiter ?? null} allowDeselect={false} onChange={(value) => setRead({ encoding: 'utf-8', ...read, delimiter: (value ?? ',') as Read['delimiter'] })} data={DELIMITERS.map((value, place) => ({ value, label: say(`imports.delimiters.${['comma', 'semicolon', 'tab', 'bar'][place]}`) }))} />
      </Group>
      {sample.error !== null ? <Trouble error={sample.error} /> : sample.data === undefined ? <Waiting what={say('waiting.sample')} /> : <Columns key={JSON.stringify(read)} one={one} sample={sample.data} onDone={onDone} />}
    </Paper>
  )
}

function Columns({ one, sample, onDone }: { one: Import; sample: ImportSample; onDone: () => void }) {
  const { say } = useWords()
  const [columns, setColumns] = useState<(Field | null)[]>(() => (one.settings?.columns.length === sample.columns.length ? one.settings.columns : sample.columns.map(({ field }) => field)))
  const [told, setTold] = useState<Told>(() => toldBefore(one.settings, say('imports.source_usual')))
  const check = useWrite((client, body: ImportSettings) => answerOf(client.POST('/api/v1/imports/{import}/checks', { params: { path: { import: one.import } }, body })), { touches: ['imports'], onDone })
  const missing = asks(columns, told)
  const { encoding, delimiter } = sample
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (missing.length === 0) check.mutate(bodyOf({ encoding, delimiter, columns }, told, say('imports.reason_usual', { source: told.source }))) }}>
      {sample.isMasked ? <Text size="sm" c="dimmed" mb="xs">{say('imports.masked')}</Text> : null}
      <Sheet label={say('imports.columns')} columns={['heading', 'examples', 'field'].map((each) => say(`imports.map.${each}`))} minWidth={620}>
        {sample.columns.map(({ heading, examples }, place) => (
          // Headings may be alike; where they stand is who they are.
          <Table.Tr key={`${place} ${heading}`}>
            <Table.Td>{heading === '' ? say('imports.map.no_heading', { place: place + 1 }) : heading}</Table.Td>
            <Table.Td><Text size="sm" c="dimmed" lineClamp={2}>{examples.filter((example) => example !== '').join(' · ') || '–'}</Text></Table.Td>
            <Table.Td><Select aria-label={say('imports.map.is', { heading })} value={columns[place] ?? 'none'} allowDeselect={false} searchable onChange={(value) => setColumns(columns.map((field, at) => (at === place ? (value === null || value === 'none' ? null : value as Field) : field === value ? null : field)))} data={[{ value: 'none', label: say('imports.field.none') }, ...FIELDS.map((value) => ({ value, label: say(`imports.field.${value}`) }))]} /></Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <How columns={columns} told={told} onTell={setTold} />
      {missing.map((each) => <Text key={each} size="sm" c="dimmed">{say(`imports.missing.${each}`)}</Text>)}
      {check.error === null ? null : <Trouble error={check.error} />}
      <Button type="submit" mt="sm" loading={check.isPending} disabled={missing.length > 0}>{say('imports.check')}</Button>
    </form>
  )
}

/** What was said at the last check, else what is usual. */
function toldBefore(settings: ImportSettings | null, source: string): Told {
  if (settings === null) return { source, isOverwriting: false, dateOrder: null, phoneCountry: '', levelUntil: '', consentText: '' }
  const { dateOrder = null, phoneCountry = '', levelUntil = '', consentText = '' } = settings
  return { source: settings.source, isOverwriting: settings.isOverwriting ?? false, dateOrder, phoneCountry, levelUntil, consentText }
}
