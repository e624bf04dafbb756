import { Button, Group, Progress, SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Trouble } from '#console/page/trouble.tsx'
import { useWords } from '#console/words/use-words.ts'
import type { FileTable } from './file-table.ts'
import { lineOfRefused } from './told-line.ts'
import type { GoodLine } from './understand.ts'
import { useBringing } from './use-bringing.ts'
import { WrongLines } from './wrong-lines.tsx'

const COUNTS = ['created', 'changed', 'unchanged', 'refused'] as const

type Lines<C extends string, R> = { table: FileTable<C, R>; lines: readonly GoodLine<R>[]; headings: readonly string[]; /** What may be done once it is known what would become of the lines. */ go: ReactNode; other: ReactNode }

/** Asks the server what would become of the lines, of which nothing is written, before they can be brought in. */
export function TryLines<C extends string, R>({ table, lines, headings, go, other }: Lines<C, R>) {
  const { say, number } = useWords()
  const trying = useBringing(table, lines, { isDryRun: true })
  const { brought, isBegun, isRunning, error, go: begin, stop } = trying
  const isDone = isBegun && !isRunning && error === null && brought.done === lines.length
  const counts = { ...brought, refused: brought.refused.length }
  const progress = say('imports.progress', { done: brought.done, rows: lines.length })
  return (
    <>
      {isRunning ? <><Text size="sm" role="status" mb={4}>{progress}</Text><Progress mb="sm" value={(100 * brought.done) / Math.max(1, lines.length)} aria-label={progress} /><Button size="xs" mb="md" variant="default" onClick={stop}>{say('tables.stop')}</Button></> : null}
      {error === null ? null : <Trouble error={error} />}
      {isDone ? (
        <>
          <Text size="sm" mb="xs" role="status">{say('tables.would')}</Text>
          <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb="sm">{COUNTS.map((name) => <div key={name}><div className="number">{number(counts[name])}</div><Text size="sm" c="dimmed">{say(`tables.count.${name}`)}</Text></div>)}</SimpleGrid>
          <WrongLines title={say('tables.would_refuse', { count: brought.refused.length })} headings={headings} lines={brought.refused.map(lineOfRefused)} file={`${table.word}-refused-lines`} />
        </>
      ) : null}
      <Group gap="xs" mt="sm">{isDone ? go : <Button disabled={lines.length === 0} loading={isRunning} onClick={begin}>{say('tables.try', { count: lines.length })}</Button>}{other}</Group>
    </>
  )
}
