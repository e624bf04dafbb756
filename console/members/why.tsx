import { Anchor, Drawer, List, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { answerOf, type Rockpool } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** One event by its name in the ledger, or the member as they are. */
type Asked = { member: string; title: string; event?: { source: string; id: string } | undefined }

/** "Why?" beside a number: opens the sentences of the engine, of one event or of the whole story, in the reader's language. */
export function Why({ member, title, event }: Asked) {
  const { say } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Anchor component="button" type="button" size="xs" onClick={open} aria-label={say('why.of', { what: title })}>{say('why.ask')}</Anchor>
      <Drawer opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': say('ask.close') }}>
        {isOpen ? <Sentences member={member} event={event} /> : null}
      </Drawer>
    </>
  )
}

function Sentences({ member, event }: Omit<Asked, 'title'>) {
  const { say, language } = useWords()
  const story = useRead(['members', member, 'why', event?.source, event?.id], (client) => explain(client, { member, event, language }))
  if (story.error !== null) return <Trouble error={story.error} />
  if (story.data === undefined) return <Waiting what={say('waiting.why')} />
  if (story.data.sentences.length === 0) return <Text c="dimmed">{say('why.nothing')}</Text>
  // Sentences of a story may be the same word for word; where they stand is who they are.
  return <List size="sm" spacing="xs" type="ordered">{story.data.sentences.map((sentence, index) => <List.Item key={`${index} ${sentence}`}>{sentence}</List.Item>)}</List>
}

/** The sentences of one event, or of a whole story. */
export function explain(client: Rockpool, { member, event, language }: Pick<Asked, 'member' | 'event'> & { language: string }) {
  return answerOf(client.GET('/api/v1/members/{member}/explanations', { params: { path: { member }, query: { locale: language, ...(event === undefined ? {} : { event: event.id, source: event.source }) } } }))
}
