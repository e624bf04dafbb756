import { Anchor, Group, List, Stack, Text, Title } from '@mantine/core'
import { Link, useLocation, type ErrorComponentProps } from '@tanstack/react-router'
import { useState } from 'react'
import { CopyText } from '#console/page/copy-text.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useMe, useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** A screen that could not be shown, and a way on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return <main id="main" className="gate"><div><Trouble error={error} onRetry={reset} /></div></main>
}

/** An address that leads nowhere, with what tells an operator which: inside of a store its frame stays around it. */
export function Nowhere() {
  const { say } = useWords()
  const seat = useSeat()
  const { href } = useLocation()
  const [id] = useState(() => `page-${crypto.randomUUID()}`)
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={1}>{say('nowhere.title')}</Title>
      <Text c="dimmed">{say(seat === undefined ? 'nowhere.text' : 'nowhere.inside', { store: seat?.store.name ?? '' })}</Text>
      {seat === undefined ? <Ways /> : <Link to="/$store" params={{ store: seat.store.id }}>{say('nowhere.start', { store: seat.store.name })}</Link>}
      <Group gap={4}><Text size="xs" c="dimmed">{say('nowhere.id')}</Text><Text size="xs" component="span"><CopyText text={`${id} ${location.origin}/console${href}`} label={id} /></Text></Group>
    </Stack>
  )
}

/** The same where no store is known, or one that is not theirs: both look the same. */
export function NowhereAlone() {
  return <main id="main" className="alone"><Nowhere /></main>
}

/** To the stores of whoever is here. */
function Ways() {
  const { say } = useWords()
  const seats = useMe().data?.seats ?? []
  if (seats.length === 0) return <Anchor href="/console/">{say('nowhere.home')}</Anchor>
  return <><Text size="sm">{say('nowhere.stores')}</Text><List>{seats.map(({ store }) => <List.Item key={store.id}><Link to="/$store" params={{ store: store.id }}>{store.name}</Link></List.Item>)}</List></>
}
