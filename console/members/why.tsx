import { Anchor, Button, Drawer, List, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { answerOf, type Rockpool } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { linesAbout, type About } from './steps-about.ts'

/** Steps that are read at once. */
const AT_ONCE = 20

/** One event by its name in the ledger, or the member as they are, all of it or one thing that is asked about; days are the member's where their zone is told. */
type Asked = { member: string; title: string; event?: { source: string; id: string } | undefined; about?: About; zone?: string | undefined; /** What is told before the steps. */ first?: ReactNode }

/** "Why?" beside a number: opens the sentences of the engine, of one event or of what the number is about, in the reader's language. */
export function Why({ title, first, ...asked }: Asked) {
  const { say } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Anchor component="button" type="button" size="xs" className="whole" onClick={open} aria-label={say('why.of', { what: title })}>{say('why.ask')}</Anchor>
      <Drawer opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': say('ask.close') }}>
        {isOpen ? <>{first}<Sentences {...asked} /></> : null}
      </Drawer>
    </>
  )
}

function Sentences({ member, event, about, zone }: Omit<Asked, 'title' | 'first'>) {
  const { say, time, language } = useWords()
  const [isWhole, setWhole] = useState(false)
  const story = useRead(['members', member, 'why', event?.source, event?.id], (client) => explain(client, { member, event, language }))
  if (story.error !== null) return <Trouble error={story.error} />
  if (story.data === undefined) return <Waiting what={say('waiting.why')} />
  const lines = linesAbout(story.data, about)
  if (lines.length === 0) return <Text c="dimmed">{say('why.nothing')}</Text>
  const shown = isWhole ? lines : lines.slice(0, AT_ONCE)
  return (
    <Stack gap="sm">
      {[...Map.groupBy(shown, ({ at }) => at)].map(([at, of]) => (
        <div key={at}>
          <Text size="xs" c="dimmed">{time(at, zone)}</Text>
          {/* Sentences may be the same word for word; where they stand is who they are. */}
          <List size="sm" spacing={4}>{of.map(({ text }, place) => <List.Item key={place}>{text}</List.Item>)}</List>
        </div>
      ))}
      {shown.length === lines.length ? null : <Button variant="default" size="xs" onClick={() => setWhole(true)}>{say('why.rest', { count: lines.length - shown.length })}</Button>}
    </Stack>
  )
}

/** The sentences of one event, or of a whole story. */
export function explain(client: Rockpool, { member, event, language }: Pick<Asked, 'member' | 'event'> & { language: string }) {
  return answerOf(client.GET('/api/v1/members/{member}/explanations', { params: { path: { member }, query: { locale: language, ...(event === undefined ? {} : { event: event.id, source: event.source }) } } }))
}
