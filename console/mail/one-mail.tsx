import { Alert, Badge, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { answerOf, type Mail } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { because, useRead, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { mailDocument } from './mail-document.ts'
import { maskedText } from './masked-text.ts'
import { STATE_COLOURS } from './mailbox.tsx'

/** A mail as its reader sees it, and what became of it. */
export function OneMail() {
  const { say } = useWords()
  const { mail } = useParams({ strict: false }) as { mail: string }
  const read = useRead(['mail', 'one', mail], (client) => answerOf(client.GET('/api/v1/mails/{mail}', { params: { path: { mail } } })))
  const [whole, setWhole] = useState<Mail | null>(null)
  if (read.error !== null) return <Page title={say('nav.mail')}><Trouble error={read.error} onRetry={() => void read.refetch()} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.mail_one')} />
  return whole === null && read.data.isMasked ? <Shown mail={read.data} onWhole={setWhole} /> : <Shown mail={whole ?? read.data} />
}

/** To whom it went and what it says, for a reason. It is kept nowhere: whoever leaves the page sees it masked again. */
function Masked({ mail, kind, hasText, onWhole }: { mail: string; kind: string; hasText: boolean; onWhole: (whole: Mail) => void }) {
  const { say } = useWords()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const text = maskedText({ kind, hasText, mayReveal: may('members:reveal') })
  const read = useWrite((client, reason: string) => answerOf(client.GET('/api/v1/mails/{mail}', { params: { path: { mail } }, headers: because(reason) })), { touches: [], onDone: onWhole })
  return (
    <Alert color="tide">
      <Text size="sm">{say(text)}</Text>
      {may('members:reveal') ? <Button mt="xs" size="xs" variant="default" onClick={() => setAsking(true)}>{say('reveal.open')}</Button> : null}
      {isAsking ? <AskReason title={say(text === 'mail.masked_secret' ? 'mail.reveal_to' : 'mail.reveal_title')} text={say('reveal.text')} action={say('reveal.go')} onClose={() => setAsking(false)} onAction={read.mutate} isBusy={read.isPending} error={read.error} /> : null}
    </Alert>
  )
}

function Shown({ mail: { mail, subject, to, kind, state, locale, attempts, problem, createdAt, sentAt, memberId, html, text }, onWhole }: { mail: Mail; onWhole?: (whole: Mail) => void }) {
  const { say, time } = useWords()
  const store = useStoreId() as string
  const [form, setForm] = useState('html')
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  const shown = useMemo(() => (html === null ? null : mailDocument(html, nonce)), [html, nonce])
  return (
    <Page title={subject}>
      <Stack gap="sm" maw={820}>
        <Group gap="xs"><Badge variant="light" color={STATE_COLOURS[state]}>{say(`mail.state.${state}`)}</Badge><Text size="sm">{say('mail.to', { to })}{memberId === null ? null : <> · <Link to="/$store/members/$member" params={{ store, member: memberId }}>{say('mail.member')}</Link></>}</Text></Group>
        <Text size="sm" c="dimmed">{say('mail.written', { time: time(createdAt), kind: say(`mail.kind.${kind}`) })} · {sentAt === null ? say('mail.tries', { count: attempts }) : say('mail.sent', { time: time(sentAt) })}</Text>
        {problem === null ? null : <Alert color="coral" title={say('mail.problem')}><Text size="sm" className="fixed">{problem}</Text></Alert>}
        {onWhole === undefined ? null : <Masked mail={mail} kind={kind} hasText={shown !== null} onWhole={onWhole} />}
        {shown === null ? (onWhole === undefined ? <Alert color="tide">{say('mail.hidden')}</Alert> : null) : (
          <>
            <SegmentedControl size="xs" w="fit-content" aria-label={say('mail.form')} value={form} onChange={setForm} data={['html', 'text'].map((value) => ({ value, label: say(`mail.as.${value}`) }))} />
            {form === 'html' ? <iframe className="mail-frame" sandbox="" srcDoc={shown} title={subject} lang={locale} tabIndex={0} /> : <pre className="card fixed mail-text" lang={locale} dir="auto" tabIndex={0}>{text}</pre>}
          </>
        )}
        <Link to="/$store/settings/mail" params={{ store }}>{say('mail.back')}</Link>
      </Stack>
    </Page>
  )
}
