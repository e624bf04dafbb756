import { Alert, Badge, Button, Group, SimpleGrid, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, isProblem, type Member, type Profile } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Adjust } from './adjust.tsx'
import { Balances } from './balances.tsx'
import { IssueCoupon } from './issue-coupon.tsx'
import { Levels } from './levels.tsx'
import { Lots } from './lots.tsx'
import { SetLevel } from './set-level.tsx'
import { Tags } from './tags.tsx'
import { Timeline } from './timeline.tsx'
import { Who } from './who.tsx'

/** What a member of the staff sees who is asked "why do I have so many points?": all of it on one page, each number with its reason. */
export function MemberView() {
  const { say } = useWords()
  const { member } = useParams({ strict: false }) as { member: string }
  const path = { member }
  const profile = useRead(['members', member, 'profile'], (client) => answerOf(client.GET('/api/v1/members/{member}/profile', { params: { path } })))
  const value = useRead(['members', member, 'value'], (client) => answerOf(client.GET('/api/v1/members/{member}', { params: { path } })).catch((error: unknown) => {
    if (isProblem(error, 'members.not_yet')) return null
    throw error
  }))
  const error = profile.error ?? value.error
  if (error !== null) return <Page title={member}><Trouble error={error} onRetry={() => void Promise.all([profile.refetch(), value.refetch()])} /></Page>
  if (profile.data === undefined || value.data === undefined) return <Waiting what={say('waiting.member', { member })} />
  return <Service profile={profile.data} value={value.data} member={member} />
}

function Service({ profile, value, member }: { profile: Profile; value: Member | null; member: string }) {
  const { say } = useWords()
  const may = useMay()
  const [doing, setDoing] = useState<'adjust' | 'coupon' | 'level' | null>(null)
  const done = (): void => setDoing(null)
  const zone = profile.zone ?? undefined
  const actions = (
    <>
      {may('coupons:write') ? <Button variant="default" onClick={() => setDoing('coupon')}>{say('coupon.open')}</Button> : null}
      {may('activity:record') && profile.externalIds.length > 0 && value !== null ? <Button variant="default" onClick={() => setDoing('level')}>{say('level.open')}</Button> : null}
      {may('activity:record') && value !== null ? <Button onClick={() => setDoing('adjust')}>{say('adjust.open')}</Button> : null}
    </>
  )
  return (
    <Page title={profile.name ?? member} actions={actions}>
      <Group gap="xs" mb="md">
        <Badge>{say(`members.kinds.${profile.kind}`)}</Badge><CopyText text={member} />
        <Tags member={member} tags={profile.tags} />
      </Group>
      {value === null ? <Alert color="sand" title={say('member.not_yet')}>{say('member.not_yet_text')}</Alert> : null}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mb="md">
        <Stack gap="md">
          {value === null ? null : <Balances value={value} member={member} />}
          {value === null ? null : <Levels value={value} member={member} />}
        </Stack>
        <Who profile={profile} />
      </SimpleGrid>
      {value === null ? null : <><Lots member={member} /><Timeline member={member} zone={zone} /></>}
      {value === null ? null : <Adjust isOpen={doing === 'adjust'} onClose={done} member={member} units={Object.keys(value.units)} mainUnit={value.mainUnit} />}
      <IssueCoupon isOpen={doing === 'coupon'} onClose={done} member={member} />
      {value === null || profile.externalIds[0] === undefined ? null : <SetLevel isOpen={doing === 'level'} onClose={done} member={member} externalId={profile.externalIds[0]} tracks={Object.keys(value.tracks)} at={value.at} />}
    </Page>
  )
}
