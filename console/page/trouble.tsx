import { Alert, Button, List, Text } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { useMemo } from 'react'
import { RockpoolError, RockpoolUnreachable } from '#sdk/index'
import { CopyText } from './copy-text.tsx'
import { detailOf } from './problem-detail.ts'

/** What went wrong, in the server's own sentence, with every mistake and the id that an operator asks for; what broke in the page itself is told as that. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { say } = useWords()
  const problem = error instanceof RockpoolError ? error.problem : null
  const broken = useBroken(error)
  const detail = problem === null ? say(broken === null ? 'trouble.unreachable' : 'trouble.broken') : detailOf(problem)
  const id = problem?.requestId ?? broken ?? ''
  return (
    <Alert color="coral" title={problem?.title ?? say('trouble.title')} role="alert">
      {detail === null ? null : <Text size="sm">{detail}</Text>}
      {problem?.errors === undefined ? null : <List size="sm" mt={4}>{problem.errors.map((each) => <List.Item key={`${each.path} ${each.found}`}>{each.message ?? say('trouble.mistake', { path: each.path, found: each.found, wanted: each.wanted })}</List.Item>)}</List>}
      {id === '' ? null : <Text size="xs" mt="xs">{say('trouble.request')} <CopyText text={id} /></Text>}
      {onRetry === undefined ? null : <Button mt="sm" size="xs" variant="default" onClick={onRetry}>{say('trouble.again')}</Button>}
    </Alert>
  )
}

/** A part of the page that could not be fetched: browsers tell it as a TypeError of their own. */
const NOT_FETCHED = /dynamically imported module|importing a module script|preload css/i

/** The id under which a mistake of the page's own stands in the browser's console; null where the server answered or was not reached. */
function useBroken(error: unknown): string | null {
  return useMemo(() => {
    if (error instanceof RockpoolError || error instanceof RockpoolUnreachable || (error instanceof Error && NOT_FETCHED.test(error.message))) return null
    const id = `page-${crypto.randomUUID()}`
    reportError(new Error(id, { cause: error }))
    return id
  }, [error])
}
