import { Badge, Button, Group, Paper, SegmentedControl, Select, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Consent } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { namesOf } from '#console/shop/use-form.ts'
import { useWords, type Words } from '#console/words/use-words.ts'

/** What a member agreed to, by which text, where and when; and what was said before. */
export function Consents({ member, zone }: { member: string; zone: string | undefined }) {
  const { say } = useWords()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const consents = useRead(['members', member, 'consents'], (client) => answerOf(client.GET('/api/v1/members/{member}/consents', { params: { path: { member } } })))
  return (
    <Paper component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say('consents.title')}</Title>
        {may('members:write') ? <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>{say('consents.record')}</Button> : null}
      </Group>
      {consents.error !== null ? <Trouble error={consents.error} /> : consents.data === undefined ? <Waiting what={say('waiting.consents')} /> : consents.data.consents.length === 0 ? <Text size="sm" c="dimmed">{say('consents.none')}</Text> : (
        <>
          <Lines consents={consents.data.consents} zone={zone} />
          {consents.data.history.length > consents.data.consents.length ? <details><summary>{say('consents.history')}</summary><Lines consents={consents.data.history} zone={zone} /></details> : null}
        </>
      )}
      {isAsking ? <Record member={member} onClose={() => setAsking(false)} /> : null}
    </Paper>
  )
}

const CHANNELS = ['phone', 'email', 'sms', 'whatsapp', 'post'] as const
const PURPOSES = ['marketing', 'service', 'profiling', 'terms'] as const
/** As the server takes it. */
const LONGEST_NOTE = 200

/** Puts down what a member says to somebody of the staff, as on the phone. */
function Record({ member, onClose }: { member: string; onClose: () => void }) {
  const { say } = useWords()
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>('marketing')
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('email')
  const [isGiven, setGiven] = useState(true)
  const [note, setNote] = useState('')
  const said = { purpose, channel: purpose === 'terms' ? 'none' as const : channel, isGiven }
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/consents', { params: { path: { member } }, body: { consents: [said], note: note.trim() } })), { touches: ['members'], onDone: onClose })
  return (
    <Ask isOpen title={say('consents.record')} text={say('consents.record_text')} onClose={onClose} action={say('consents.record_go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={note.trim() !== ''}>
      <SegmentedControl aria-label={say('consents.said')} value={isGiven ? 'given' : 'withdrawn'} onChange={(value) => setGiven(value === 'given')} data={['given', 'withdrawn'].map((value) => ({ value, label: say(`consents.says.${value}`) }))} />
      <Select label={say('consents.purpose_field')} value={purpose} allowDeselect={false} onChange={(value) => setPurpose(value as typeof purpose)} data={PURPOSES.map((value) => ({ value, label: say(`consents.purpose.${value}`) }))} data-autofocus />
      {purpose === 'terms' ? null : <Select label={say('consents.channel_field')} value={channel} allowDeselect={false} onChange={(value) => setChannel(value as typeof channel)} data={CHANNELS.map((value) => ({ value, label: say(`consents.channel.${value}`) }))} />}
      <TextInput label={say('consents.note')} description={say('consents.note_hint')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={LONGEST_NOTE} required />
    </Ask>
  )
}

function Lines({ consents, zone }: { consents: readonly Consent[]; zone: string | undefined }) {
  const words = useWords()
  const { say, time } = words
  const languageName = namesOf(words.language, 'language')
  return consents.map((consent) => {
    const { channel, purpose, isGiven, textVersion, locale, note, at } = consent
    return (
      <div key={`${channel} ${purpose} ${at}`} className="consent">
        <Group gap="xs"><Badge color={isGiven ? 'kelp' : 'gray'} variant="light">{say(isGiven ? 'consents.given' : 'consents.not')}</Badge><Text size="sm" fw={500}>{channel === 'none' ? say(`consents.purpose.${purpose}`) : say('consents.for', { purpose: say(`consents.purpose.${purpose}`), channel: say(`consents.channel.${channel}`) })}</Text></Group>
        <Text size="xs" c="dimmed">{say('consents.how', { time: time(at, zone), text: textVersion, locale: locale === null ? say('consents.no_locale') : languageName(locale), source: sourceText(consent, words) })}</Text>
        {note === null ? null : <Text size="xs">{say('consents.noted', { note })}</Text>}
      </div>
    )
  })
}

function sourceText({ source, by }: Consent, { say, has }: Words): string {
  if (source === 'staff') return say('consents.by_staff', { name: by?.name ?? by?.id ?? '' })
  return has(`consents.source.${source}`) ? say(`consents.source.${source}`) : source
}
