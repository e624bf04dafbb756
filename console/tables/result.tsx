import { Button, Paper, SimpleGrid, Text, Title } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import type { Brought } from './bring-in.ts'
import type { FileTable } from './file-table.ts'
import { FloorAlert } from './floor-alert.tsx'
import { lineOfRefused } from './told-line.ts'
import { WrongLines } from './wrong-lines.tsx'

const COUNTS = ['created', 'changed', 'unchanged', 'refused'] as const

/** What rows became: how many are new, changed, as they were and refused, what the floor says, and which were refused. */
export function Result({ brought, headings, word, isDone, onAgain }: { brought: Brought; headings: readonly string[]; word: FileTable<string, unknown>['word']; isDone: boolean; onAgain: () => void }) {
  const { say, number } = useWords()
  const counts = { ...brought, refused: brought.refused.length }
  return (
    <>
      <Paper component="section" mb="md">
        <Title order={2} mb="sm">{say('imports.found.run')}</Title>
        <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb="sm">
          {COUNTS.map((name) => <div key={name}><div className="number">{number(counts[name])}</div><Text size="sm" c="dimmed">{say(`tables.count.${name}`)}</Text></div>)}
        </SimpleGrid>
        {isDone ? <><Text size="sm" mb="sm" role="status">{say('tables.done')}</Text><Button variant="default" onClick={onAgain}>{say('tables.other')}</Button></> : null}
      </Paper>
      <FloorAlert floors={brought.floors} />
      <WrongLines title={say('tables.refused_lines', { count: brought.refused.length })} headings={headings} lines={brought.refused.map(lineOfRefused)} file={`${word}-refused-lines`} />
    </>
  )
}
