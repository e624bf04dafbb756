import { Button, Group, Paper, Progress, Text, Title } from '@mantine/core'
import { Trouble } from '#console/page/trouble.tsx'
import { useWords } from '#console/words/use-words.ts'
import type { FileTable } from './file-table.ts'
import type { Bringing } from './use-bringing.ts'

/** How far the rows are; it can be stopped, and gone on with. */
export function Running({ bringing: { brought, isRunning, error, go, stop }, count, word }: { bringing: Bringing; count: number; word: FileTable<string, unknown>['word'] }) {
  const { say } = useWords()
  const progress = say('imports.progress', { done: brought.done, rows: count })
  return (
    <Paper component="section" mb="md">
      <Title order={2} mb="sm">{say(`tables.running.${word}`)}</Title>
      <Text size="sm" role="status" mb={4}>{isRunning ? progress : say('tables.stopped', { done: brought.done, rows: count })}</Text>
      <Progress mb="md" value={(100 * brought.done) / Math.max(1, count)} aria-label={progress} />
      {error === null ? null : <Trouble error={error} />}
      <Group gap="xs" mt={error === null ? 0 : 'sm'}>{isRunning ? <Button variant="default" onClick={stop}>{say('tables.stop')}</Button> : <Button onClick={go}>{say('tables.go_on')}</Button>}</Group>
    </Paper>
  )
}
