import { ActionIcon, Button, Group, Paper, Text, Textarea, TextInput, Title } from '@mantine/core'
import { TrashIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type Note } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Line } from './moments.tsx'

const LONGEST = 4_000

/** A field to write down what colleagues should know of a member; what was written stands in the timeline. */
export function Notes({ member }: { member: string }) {
  const { say } = useWords()
  if (!useMay()('members:write')) return null
  return (
    <Paper component="section" aria-label={say('notes.title')}>
      <Title order={2} mb="xs">{say('notes.title')}</Title>
      <Write member={member} />
    </Paper>
  )
}

/** What a colleague wrote, with the ticket that it is about; its writer takes it away. */
export function NoteMoment({ note: { note, text, ticket, by, at, isOwn }, member, zone }: { note: Note; member: string; zone: string }) {
  const { say } = useWords()
  const may = useMay()
  const [isRemoving, setRemoving] = useState(false)
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/members/{member}/notes/{note}', { params: { path: { member, note } } })), { touches: ['members'], onDone: () => setRemoving(false) })
  return (
    <Line kind="note" title={by.name ?? by.id} at={at} zone={zone}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text size="sm" className="note-text">{text}</Text>
        {isOwn && may('members:write') ? <ActionIcon size="sm" variant="subtle" color="gray" aria-label={say('notes.remove')} onClick={() => setRemoving(true)}><TrashIcon aria-hidden /></ActionIcon> : null}
      </Group>
      {ticket === null ? null : <CopyText text={ticket} />}
      {isRemoving ? (
        <Ask isOpen isGrave title={say('notes.remove_title')} onClose={() => setRemoving(false)} action={say('notes.remove')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error}>
          <Text size="sm" className="note-text">{text}</Text>
        </Ask>
      ) : null}
    </Line>
  )
}

function Write({ member }: { member: string }) {
  const { say } = useWords()
  const [text, setText] = useState('')
  const [ticket, setTicket] = useState('')
  useUnsavedGuard(text.trim() !== '' || ticket.trim() !== '', { outlivesSearch: true })
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/notes', { params: { path: { member } }, body: { text: text.trim(), ...(ticket.trim() === '' ? {} : { ticket: ticket.trim() }) } })), {
    touches: ['members'],
    onDone: () => {
      setText('')
      setTicket('')
    },
  })
  return (
    <form onSubmit={(event) => { event.preventDefault(); write.mutate() }}>
      <Textarea aria-label={say('notes.text')} placeholder={say('notes.hint')} value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={LONGEST} autosize minRows={2} maxRows={8} mb="xs" />
      {write.error === null ? null : <Trouble error={write.error} />}
      <Group gap="xs" mb="sm" align="flex-end" wrap="nowrap">
        <TextInput flex={1} size="xs" aria-label={say('notes.ticket')} placeholder={say('notes.ticket')} value={ticket} onChange={(event) => setTicket(event.currentTarget.value)} maxLength={200} />
        <Button type="submit" size="xs" variant="default" disabled={text.trim() === ''} loading={write.isPending}>{say('notes.add')}</Button>
      </Group>
    </form>
  )
}
