import { Badge, Button, Group, Paper, Stack, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type MessageText } from '#sdk/index'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { useTold } from '#console/page/told.ts'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { MessagePreview } from './message-preview.tsx'
import { TryMessage } from './try-message.tsx'

type Words = { subject: string; body: string }
const [LONGEST_SUBJECT, LONGEST_BODY] = [200, 5_000]

/** The words of a mail in fields, and beside them the mail that they make. */
export function MessageWords({ text }: { text: MessageText }) {
  const { say } = useWords()
  const told = useTold()
  const toldWithUndo = useToldWithUndo()
  const isWriter = useMay()('mails:write')
  // What is typed stands until it is saved, though a colleague saves something else meanwhile.
  const [typed, setWords] = useState<Words | null>(null)
  const words = typed ?? { subject: text.subject, body: text.body }
  const isUnsaved = words.subject !== text.subject || words.body !== text.body
  useUnsavedGuard(isUnsaved)
  const params = { path: { kind: text.kind, language: text.language } }
  const save = useWrite((client, wanted: Words) => answerOf(client.PATCH('/api/v1/messages/{kind}/texts/{language}', { params, body: wanted })), { touches: ['messages'] })
  const reset = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/messages/{kind}/texts/{language}', { params })), {
    touches: ['messages'],
    onDone: () => {
      const own = { subject: text.subject, body: text.body }
      setWords(null)
      toldWithUndo(say('messages.was_reset'), () => save.mutateAsync(own))
    },
  })
  const saveTyped = (): void => save.mutate(words, {
    onSuccess: () => {
      setWords((now) => (now === typed ? null : now))
      told(say('shop.saved'))
    },
  })
  return (
    <>
      <Stack gap="md">
        <Paper component="form" onSubmit={(event) => { event.preventDefault(); saveTyped() }}><Stack gap="sm">
          <Group justify="space-between"><Title order={2}>{say('messages.words')}</Title><Badge variant="light" color={text.isOwn ? 'tide' : 'gray'}>{say(text.isOwn ? 'messages.own_short' : 'messages.ours')}</Badge></Group>
          <TextInput label={say('messages.subject')} required maxLength={LONGEST_SUBJECT} lang={text.language} dir={text.language === 'ar' ? 'rtl' : 'ltr'} value={words.subject} readOnly={!isWriter} onChange={(event) => setWords({ ...words, subject: event.currentTarget.value })} />
          <Textarea label={say('messages.body')} description={say('messages.body_about')} required autosize minRows={10} maxRows={24} maxLength={LONGEST_BODY} lang={text.language} dir={text.language === 'ar' ? 'rtl' : 'ltr'} value={words.body} readOnly={!isWriter} onChange={(event) => setWords({ ...words, body: event.currentTarget.value })} />
          {save.error === null ? null : <Trouble error={save.error} />}
          {reset.error === null ? null : <Trouble error={reset.error} />}
          {isWriter ? (
            <Group justify="flex-end">
              {text.isOwn ? <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>{say('messages.reset')}</Button> : null}
              <Button type="submit" disabled={!isUnsaved} loading={save.isPending}>{say('shop.save')}</Button>
            </Group>
          ) : null}
        </Stack></Paper>
        {isWriter ? <TryMessage kind={text.kind} language={text.language} words={words} /> : null}
      </Stack>
      <MessagePreview kind={text.kind} language={text.language} words={words} />
    </>
  )
}
