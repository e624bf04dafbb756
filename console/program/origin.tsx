import { Text } from '@mantine/core'
import type { ProgramVersion } from '#sdk/index'
import { useMe } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** How a version came to be: when and by whom it was published, which one it brings back, and why. */
export function Origin({ of: { publishedAt, publishedBy, publishedByName, note, restores } }: { of: Pick<ProgramVersion, 'publishedAt' | 'publishedBy' | 'publishedByName' | 'note' | 'restores'> }) {
  const { say, time } = useWords()
  const me = useMe().data?.staff.id
  const who = publishedByName === null ? 'unknown' : publishedBy === me ? 'me' : 'other'
  return (
    <>
      <Text size="xs" c="dimmed">{say(`origin.by_${who}`, { time: time(publishedAt), name: publishedByName })}{restores === null ? '' : ` · ${say('origin.restores', { version: restores })}`}</Text>
      {note === null ? null : <Text size="sm">{say('origin.note', { note })}</Text>}
    </>
  )
}
