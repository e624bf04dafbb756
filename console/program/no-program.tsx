import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from '#console/page/empty.tsx'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** In the place of what needs a program in force: there is none yet, and where it is made. */
export function NoProgram() {
  const { say } = useWords()
  const store = useStoreId() as string
  return <Empty text={say('program.needed')}><Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/program" params={{ store }} {...props} />}>{say('program.needed_go')}</Button></Empty>
}
