import { Alert, Badge, Group, SimpleGrid, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, isProblem, type Freeze, type Member, type Profile } from '#sdk/index'
import { WhyPrice } from '#console/catalogue/why-price.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useAwaitsNames, useDocument, zoneOf } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Addresses } from './addresses.tsx'
import { Balances } from './balances.tsx'
import { Consents } from './consents.tsx'
import { Deeds } from './deeds.tsx'
import { Frozen } from './freeze.tsx'
import { Holdings } from './holdings.tsx'
import { Levels } from './levels.tsx'
import { Lots } from './lots.tsx'
import { Manager } from './manager.tsx'
import { Merges } from './merge.tsx'
import { Notes } from './notes.tsx'
import { Reveal } from './reveal.tsx'
import { Tags } from './tags.tsx'
import { TestBadge } from './test-member.tsx'
import { Timeline } from './timeline.tsx'
import { Who } from './who.tsx'

/** What a member of the staff sees who is asked "why do I have so many points?": all of it on one page, each number with its reason. */
export function MemberView() {
  const { say } = useWords()
  const { member } = useParams({ strict: false }) as { member: string }
  const path = { member }
  const profile = useRead(['members', member, 'profile'], (client) => answerOf(client.GET('/api/v1/members/{member}/profile', { params: { path } })))
  const freeze = useRead(['members', member, 'freeze'], (client) => answerOf(client.GET('/api/v1/members/{member}/freeze', { params: { path } })))
  const value = useRead(['members', member, 'value'], (client) => answerOf(client.GET('/api/v1/members/{member}', { params: { path } })).catch((error: unknown) => {
    if (isProblem(error, 'members.not_yet')) return null
    throw error
  }))
  const awaitsNames = useAwaitsNames()
  const error = profile.error ?? value.error ?? freeze.error
  if (error !== null) return <Page title={member}><Trouble error={error} onRetry={() => void Promise.all([profile.refetch(), value.refetch(), freeze.refetch()])} /></Page>
  if (profile.data === undefined || value.data === undefined || freeze.data === undefined || awaitsNames) return <Waiting what={say('waiting.member', { member })} />
  return <Service key={member} profile={profile.data} value={value.data} freeze={freeze.data} member={member} />
}

type Known = { profile: Profile; value: Member | null; freeze: Freeze; member: string }

function Service({ profile, value, freeze, member }: Known) {
  const { say } = useWords()
  const may = useMay()
  const [seen, setSeen] = useState<Profile | null>(null)
  const [isAsking, setAsking] = useState(false)
  const guessed = zoneOf(useDocument(), profile)
  // The answer carries the zone that the engine goes by; whoever has no past yet has none of it.
  const zone = value?.zone ?? guessed ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Page title={profile.name ?? profile.externalIds[0] ?? member} actions={<Deeds profile={profile} value={value} freeze={freeze} member={member} zone={zone} />}>
      <Group gap="xs" mb="md">
        <Badge>{say(`members.kinds.${profile.kind}`)}</Badge>{profile.isTest ? <TestBadge /> : null}<CopyText text={member} />
        <Tags member={member} tags={profile.tags} />
        <Manager member={member} />
        {may('catalogue:read') && may('activity:read') ? <WhyPrice known={{ member }} isButton /> : null}
      </Group>
      <Frozen freeze={freeze} member={member} zone={zone} />
      {value === null ? null : <Merges member={member} zone={zone} at={value.at} />}
      {value === null ? <Alert color="sand" title={say('member.not_yet')}>{say('member.not_yet_text')}</Alert> : null}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mb="md">
        <Stack gap="md">
          {value === null ? null : <Balances value={value} member={member} />}
          {value === null ? null : <Levels value={value} member={member} zone={zone} />}
        </Stack>
        <Stack gap="md">
          <Who profile={seen ?? profile} isSeen={seen !== null} {...(may('members:reveal') ? { onToggle: () => (seen === null ? setAsking(true) : setSeen(null)) } : {})} />
          <Addresses member={member} />
          <Notes member={member} />
          <Consents member={member} zone={zone} />
        </Stack>
      </SimpleGrid>
      {value === null ? null : <Lots member={member} />}
      <Holdings member={member} zone={zone} />
      <Timeline member={member} zone={zone} />
      {isAsking ? <Reveal member={member} onClose={() => setAsking(false)} onSeen={setSeen} /> : null}
    </Page>
  )
}
