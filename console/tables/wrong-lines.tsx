import { Button, Group, Table, Text, Title } from '@mantine/core'
import { DownloadIcon } from '@radix-ui/react-icons'
import { saveFile } from '#console/page/save-file.ts'
import { Sheet } from '#console/page/sheet.tsx'
import { useWords } from '#console/words/use-words.ts'
import { BOM, csvOf } from '#engine/csv'
import type { ToldLine } from './told-line.ts'

/** Lines that are shown; a file has all of them. */
const SHOWN = 100
/** So much of a cell is shown. */
const LONGEST = 80

/** Lines that are left out, each with what would be right, and as a file that can be put right and brought in by itself. */
export function WrongLines({ title, headings, lines, file }: { title: string; headings: readonly string[]; lines: readonly ToldLine[]; file: string }) {
  const words = useWords()
  const { say, number } = words
  if (lines.length === 0) return null
  const save = (): void => saveFile(new Blob([BOM, csvOf([[...headings, say('file.lines.line'), say('file.lines.problem')], ...lines.map((told) => [...headings.map((_, place) => told.cells[place] ?? ''), told.line, told.mistakes.map(({ column, text }) => `${column(words)}: ${text(words)}`).join(say('catalogue.apart'))])])], { type: 'text/csv' }), `rockpool-${file}.csv`)
  return (
    <section style={{ marginBottom: 24 }}>
      <Group justify="space-between" mb="xs" gap="xs"><Title order={2}>{title}</Title><Button variant="default" size="xs" leftSection={<DownloadIcon aria-hidden />} onClick={save}>{say('tables.save_lines')}</Button></Group>
      <Text size="sm" c="dimmed" mb="xs">{say('tables.lines_about')}</Text>
      <Sheet label={title} columns={['line', 'column', 'found', 'wanted'].map((each) => say(`tables.problem.${each}`))} minWidth={480}>
        {lines.slice(0, SHOWN).flatMap(({ line, mistakes }) => mistakes.map(({ column, found, text }) => (
          <Table.Tr key={`${line} ${column(words)}`}>
            <Table.Td>{number(line)}</Table.Td><Table.Td>{column(words)}</Table.Td>
            <Table.Td className="fixed">{found.length > LONGEST ? `${found.slice(0, LONGEST)}…` : found}</Table.Td><Table.Td>{text(words)}</Table.Td>
          </Table.Tr>
        )))}
      </Sheet>
      {lines.length > SHOWN ? <Text size="sm" c="dimmed" mt="xs">{say('tables.more_lines', { count: lines.length - SHOWN })}</Text> : null}
    </section>
  )
}
