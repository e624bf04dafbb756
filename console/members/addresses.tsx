import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Address } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { because, useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** Where a member's parcels go, masked as it comes from the server; whole for whoever may, and says why. Nothing where there is none. */
export function Addresses({ member }: { member: string }) {
  const { say } = useWords()
  const may = useMay()
  const [seen, setSeen] = useState<readonly Address[] | null>(null)
  const [isAsking, setAsking] = useState(false)
  const path = { member }
  const read = useRead(['members', member, 'addresses'], (client) => answerOf(client.GET('/api/v1/members/{member}/addresses', { params: { path } })))
  const reveal = useWrite((client, reason: string) => answerOf(client.GET('/api/v1/members/{member}/addresses', { params: { path }, headers: because(reason) })), {
    touches: [],
    onDone: ({ addresses }) => {
      setSeen(addresses)
      setAsking(false)
    },
  })
  if (read.error !== null) return <Trouble error={read.error} />
  if (read.data === undefined || read.data.addresses.length === 0) return null
  const toggle = (): void => (seen === null ? setAsking(true) : setSeen(null))
  return (
    <Paper>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say('addresses.title')}</Title>
        {may('members:reveal') && (seen !== null || read.data.addresses.some(({ isMasked }) => isMasked)) ? <Button size="compact-xs" variant="default" aria-label={`${say(seen === null ? 'reveal.open' : 'reveal.hide')}: ${say('addresses.title')}`} onClick={toggle}>{say(seen === null ? 'reveal.open' : 'reveal.hide')}</Button> : null}
      </Group>
      <Stack gap="sm">{(seen ?? read.data.addresses).map((one) => <One key={one.address} one={one} />)}</Stack>
      {isAsking ? <AskReason title={say('reveal.title')} text={say('addresses.reveal_text')} action={say('reveal.go')} onClose={() => setAsking(false)} onAction={reveal.mutate} isBusy={reveal.isPending} error={reveal.error} /> : null}
    </Paper>
  )
}

function One({ one: { name, lines, city, region, postcode, country, isDefault } }: { one: Address }) {
  const { say, language } = useWords()
  const known = [name, ...lines, [postcode, city, region].filter((part) => part !== null).join(' · '), new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country].filter((line): line is string => line !== null && line !== '')
  // Of lines that are masked whole one says as much as three.
  const told = known.filter((line, place) => line !== known[place - 1] || !/^•+$/.test(line))
  return (
    <div>
      {told.map((line, place) => <Text key={place} size="sm" dir="auto">{line}</Text>)}
      {isDefault ? <Badge mt={4} variant="light">{say('addresses.default')}</Badge> : null}
    </div>
  )
}
