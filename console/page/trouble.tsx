import { Alert, Button, List, Text } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { RockpoolError } from '#sdk/index'
import { CopyText } from './copy-text.tsx'

/** What went wrong, in the server's own sentence, with every mistake and the id that an operator asks for. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { say } = useWords()
  const problem = error instanceof RockpoolError ? error.problem : null
  return (
    <Alert color="coral" title={problem?.title ?? say('trouble.title')} role="alert">
      <Text size="sm">{problem?.detail ?? say('trouble.unreachable')}</Text>
      {problem?.errors === undefined ? null : <List size="sm" mt={4}>{problem.errors.map((each) => <List.Item key={`${each.path} ${each.found}`}>{each.message ?? say('trouble.mistake', { path: each.path, found: each.found, wanted: each.wanted })}</List.Item>)}</List>}
      {problem === null || problem.requestId === '' ? null : <Text size="xs" mt="xs">{say('trouble.request')} <CopyText text={problem.requestId} /></Text>}
      {onRetry === undefined ? null : <Button mt="sm" size="xs" variant="default" onClick={onRetry}>{say('trouble.again')}</Button>}
    </Alert>
  )
}
