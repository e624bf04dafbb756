import { ActionIcon, Button, Group, Paper, Text, Textarea, TextInput, Title } from '@mantine/core'
import { TrashIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type Note } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { More } from '#console/page/more.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 10
const LONGEST = 4_000

/** What colleagues wrote of a member, the newest first, and a field to write more. */
export function Notes({ member, zone }: { member: string; zone: string | undefined }) {
  const { say } = useWords()
  const may = useMay()
  const path = { member }
  const notes = usePages(['members', member, 'notes'], (client, after) => answerOf(client.GET('/api/v1/members/{member}/notes', { params: { path, query: { limit: AT_ONCE, ...after } } })))
  const [removing, setRemoving] = useState<Note | null>(null)
  const remove = useWrite((client, note: string) => answerOf(client.DELETE('/api/v1/members/{member}/notes/{note}', { params: { path: { member, note } } })), { touches: ['members'], onDone: () => setRemoving(null) })
  const all = notes.data?.pages.flatMap((page) => page.notes)
  return (
    <Paper component="section" aria-label={say('notes.title')}>
      <Title order={2} mb="xs">{say('notes.title')}</Title>
      {may('members:write') ? <Write member={member} /> : null}
      {notes.error !== null ? <Trouble error={notes.error} /> : all === undefined ? <Waiting what={say('waiting.notes')} /> : all.length === 0 ? <Text size="sm" c="dimmed">{say('notes.none')}</Text> : all.map((note) => <OneNote key={note.note} note={note} zone={zone} onRemove={() => setRemoving(note)} />)}
      <More pages={notes} />
      {removing === null ? null : (
        <Ask isOpen isGrave title={say('notes.remove_title')} onClose={() => setRemoving(null)} action={say('notes.remove')} onAction={() => remove.mutate(removing.note)} isBusy={remove.isPending} error={remove.error}>
          <Text size="sm" className="note-text">{removing.text}</Text>
        </Ask>
      )}
    </Paper>
  )
}

function OneNote({ note: { text, ticket, by, at, isOwn }, zone, onRemove }: { note: Note; zone: string | undefined; onRemove: () => void }) {
  const { say, time } = useWords()
  return (
    <div className="moment">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text size="sm" className="note-text">{text}</Text>
        {isOwn ? <ActionIcon size="sm" variant="subtle" color="gray" aria-label={say('notes.remove')} onClick={onRemove}><TrashIcon aria-hidden /></ActionIcon> : null}
      </Group>
      <Group gap="xs"><Text size="xs" c="dimmed">{say('notes.by', { name: by.name ?? by.id, time: time(at, zone) })}</Text>{ticket === null ? null : <CopyText text={ticket} />}</Group>
    </div>
  )
}

function Write({ member }: { member: string }) {
  const { say } = useWords()
  const [text, setText] = useState('')
  const [ticket, setTicket] = useState('')
  useUnsavedGuard(text.trim() !== '' || ticket.trim() !== '')
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
