import { Badge, Group, Paper, Text, Title } from '@mantine/core'
import { answerOf, type Consent } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** What a member agreed to, by which text, where and when; and what was said before. */
export function Consents({ member, zone }: { member: string; zone: string | undefined }) {
  const { say } = useWords()
  const consents = useRead(['members', member, 'consents'], (client) => answerOf(client.GET('/api/v1/members/{member}/consents', { params: { path: { member } } })))
  return (
    <Paper component="section">
      <Title order={2} mb="xs">{say('consents.title')}</Title>
      {consents.error !== null ? <Trouble error={consents.error} /> : consents.data === undefined ? <Waiting what={say('waiting.consents')} /> : consents.data.consents.length === 0 ? <Text size="sm" c="dimmed">{say('consents.none')}</Text> : (
        <>
          <Lines consents={consents.data.consents} zone={zone} />
          {consents.data.history.length > consents.data.consents.length ? <details><summary>{say('consents.history')}</summary><Lines consents={consents.data.history} zone={zone} /></details> : null}
        </>
      )}
    </Paper>
  )
}

function Lines({ consents, zone }: { consents: readonly Consent[]; zone: string | undefined }) {
  const { say, time, has } = useWords()
  return consents.map(({ channel, purpose, isGiven, textVersion, locale, source, at }) => (
    <div key={`${channel} ${purpose} ${at}`} className="consent">
      <Group gap="xs"><Badge color={isGiven ? 'kelp' : 'gray'} variant="light">{say(isGiven ? 'consents.given' : 'consents.not')}</Badge><Text size="sm" fw={500}>{channel === 'none' ? say(`consents.purpose.${purpose}`) : say('consents.for', { purpose: say(`consents.purpose.${purpose}`), channel: say(`consents.channel.${channel}`) })}</Text></Group>
      <Text size="xs" c="dimmed">{say('consents.how', { time: time(at, zone), text: textVersion, locale: locale ?? '–', source: has(`consents.source.${source}`) ? say(`consents.source.${source}`) : source })}</Text>
    </div>
  ))
}
