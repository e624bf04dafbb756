import { Paper, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answerOf, type MessageText } from '#sdk/index'
import { mailDocument } from '#console/mail/mail-document.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useClient } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Words as they stand in the fields. */
export type Written = Pick<MessageText, 'kind' | 'language'> & { words: { subject: string; body: string } }

const PAUSE_MS = 300

/** What a member would get, made anew whenever somebody has paused writing; or what is wrong with the words. */
export function MessagePreview({ kind, language, words }: Written) {
  const { say } = useWords()
  const { client, key } = useClient()
  const [said] = useDebouncedValue(words, PAUSE_MS)
  const preview = useQuery({
    queryKey: key('messages', 'preview', kind, language, said), placeholderData: keepPreviousData, retry: false,
    queryFn: () => answerOf(client.POST('/api/v1/messages/{kind}/previews', { params: { path: { kind } }, body: { language, ...said } })),
  })
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  const html = preview.data?.html
  const shown = useMemo(() => (html === undefined ? null : mailDocument(html, nonce)), [html, nonce])
  return (
    <Paper component="section"><Stack gap="sm">
      <Title order={2}>{say('messages.preview')}</Title>
      {preview.error !== null ? <Trouble error={preview.error} /> : preview.data === undefined || shown === null ? <Waiting what={say('waiting.message_preview')} /> : (
        <>
          <Text size="sm"><Text span c="dimmed">{say('messages.subject')}: </Text><bdi lang={language}>{preview.data.subject}</bdi></Text>
          <iframe className="mail-frame" sandbox="" srcDoc={shown} title={preview.data.subject} lang={language} tabIndex={0} />
        </>
      )}
    </Stack></Paper>
  )
}
