import { Group, Paper, Select, Table, Text, Title } from '@mantine/core'
import { Sheet } from '#console/page/sheet.tsx'
import { useWords } from '#console/words/use-words.ts'
import { DELIMITERS, ENCODINGS, type Delimiter, type Encoding } from '#tables/read-bytes'
import type { FileTable } from './file-table.ts'
import type { FileCells, HowRead } from './understand.ts'

/** Rows that show what a column has. */
const EXAMPLES = 3
const NAMES: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }
const LEFT_OUT = 'none'

type Mapped<C extends string> = { table: Pick<FileTable<C, unknown>, 'columns'>; name: string; read: FileCells; columns: readonly (C | null)[]; onColumns: (columns: (C | null)[]) => void; onRead: (how: HowRead) => void }

/** How a file is understood: its letters, what separates its cells, what each column is, and its first rows. All of it can be changed. */
export function Mapping<C extends string>({ table, name, read, columns, onColumns, onRead }: Mapped<C>) {
  const { say } = useWords()
  const { encoding, delimiter, headings, rows } = read
  const known = [...table.columns.required, ...table.columns.optional]
  const choose = (place: number, field: string | null): void => onColumns(columns.map((column, at) => (at === place ? (known.find((each) => each === field) ?? null) : column === field ? null : column)))
  const data = [{ value: LEFT_OUT, label: say('imports.field.none') }, ...known.map((value) => ({ value, label: say(`tables.column.${value}`) }))]
  return (
    <Paper component="section" mb="md">
      <Title order={2} mb="sm">{say('tables.file', { name })}</Title>
      <Group gap="sm" mb="md">
        <Select label={say('imports.encoding')} value={encoding} onChange={(value) => onRead({ delimiter, encoding: value as Encoding })} data={ENCODINGS.map((value) => ({ value, label: say(`imports.encodings.${value}`) }))} />
        <Select label={say('imports.delimiter')} value={delimiter} onChange={(value) => onRead({ encoding, delimiter: value as Delimiter })} data={DELIMITERS.map((value) => ({ value, label: say(`imports.delimiters.${NAMES[value]}`) }))} />
      </Group>
      {headings.length === 0 ? <Text c="dimmed">{say('tables.empty')}</Text> : (
        <Sheet label={say('imports.columns')} columns={['heading', 'examples', 'field'].map((each) => say(`imports.map.${each}`))} minWidth={480}>
          {headings.map((heading, place) => {
            const shown = heading === '' ? say('imports.map.no_heading', { place: place + 1 }) : heading
            return (
              <Table.Tr key={`${place} ${heading}`}>
                <Table.Td>{shown}</Table.Td>
                <Table.Td className="fixed">{rows.slice(0, EXAMPLES).map(({ cells }) => cells[place] ?? '').filter((cell) => cell !== '').join(' · ')}</Table.Td>
                <Table.Td><Select aria-label={say('imports.map.is', { heading: shown })} value={columns[place] ?? LEFT_OUT} onChange={(value) => choose(place, value)} data={data} {...(columns[place] === null ? { styles: { input: { color: 'var(--mantine-color-dimmed)' } } } : {})} /></Table.Td>
              </Table.Tr>
            )
          })}
        </Sheet>
      )}
    </Paper>
  )
}
