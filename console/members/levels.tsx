import { Badge, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { answerOf, type Leaf, type Member, type TrackProgress } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { useDocument, levelName, trackName } from '#console/program/use-document.ts'
import { Why } from './why.tsx'

/** The level on each track, how far the next is, what keeps this one, and what leaves the window when. */
export function Levels({ value, member, zone }: { value: Member; member: string; zone: string }) {
  const { say, language } = useWords()
  const document = useDocument()
  const ahead = useRead(['members', member, 'progress'], (client) => answerOf(client.GET('/api/v1/members/{member}/progress', { params: { path: { member } } })))
  const tracks = Object.entries(value.tracks)
  if (tracks.length === 0) return null
  return tracks.map(([track, tier]) => {
    const progress = ahead.data?.tracks.find((each) => each.track === track)
    const name = levelName(document, track, { level: tier.level, language }) ?? say('level.none')
    return (
      <Paper key={track}>
        <Group justify="space-between" mb="xs"><Title order={2}>{trackName(document, track, language)}</Title><Why member={member} title={say('level.why')} /></Group>
        <Group gap="xs" mb="xs"><span className="number">{name}</span>{tier.byHand ? <Badge>{say('level.by_hand')}</Badge> : null}{progress?.isAtRisk === true ? <Badge color="sand" variant="light">{say('level.at_risk')}</Badge> : null}</Group>
        <Since tier={tier} zone={zone} />
        {ahead.error !== null ? <Trouble error={ahead.error} /> : ahead.data === undefined ? <Waiting what={say('waiting.progress')} /> : progress === undefined ? null : <Ahead progress={progress} zone={zone} />}
      </Paper>
    )
  })
}

function Since({ tier, zone }: { tier: Member['tracks'][string]; zone: string }) {
  const { say, day, lastDay } = useWords()
  const parts = [tier.since === null ? null : say('level.since', { day: day(tier.since, zone) }), tier.validUntil === null ? null : say('level.until', { day: lastDay(tier.validUntil, zone) }), tier.graceUntil === null ? null : say('level.grace', { day: lastDay(tier.graceUntil, zone) })]
  return <Text size="sm" c="dimmed" mb="xs">{parts.filter((part) => part !== null).join(' · ')}</Text>
}

function Ahead({ progress, zone }: { progress: TrackProgress; zone: string }) {
  const { say, day, language } = useWords()
  const document = useDocument()
  const named = (level: string | null): string => levelName(document, progress.track, { level, language }) ?? say('level.none')
  return (
    <Stack gap="sm">
      {progress.next === null ? <Text size="sm">{say('level.highest')}</Text> : <Needs title={say('level.next', { level: named(progress.next) })} leaves={progress.needs} />}
      {progress.keep.length === 0 ? null : <Needs title={say('level.keep', { level: named(progress.level) })} leaves={progress.keep} />}
      {progress.projected === null ? null : <Text size="sm">{say('level.projected', { level: named(progress.projected.level), day: day(progress.projected.at, zone) })}</Text>}
    </Stack>
  )
}

function Needs({ title, leaves }: { title: string; leaves: readonly Leaf[] }) {
  const { say, day, number, money, has } = useWords()
  const document = useDocument()
  const amount = (what: string, value: number): string => (what === 'spend' && document !== undefined ? money(value, document.currency) : number(value))
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>{title}</Text>
      {leaves.map(({ what, have, need, missing, deadline, fallsOut }) => {
        const name = has(`leaf.${what}`) ? say(`leaf.${what}`) : what.replace(/^\w+:/, '')
        const next = fallsOut[0]
        return (
          <Stack key={what} gap={4} mb="xs">
            <Group justify="space-between"><Text size="sm">{name}</Text><Text size="sm">{say('leaf.of', { have: amount(what, have), need: amount(what, need) })}</Text></Group>
            <Progress value={need === 0 ? 100 : Math.min(100, (100 * have) / need)} aria-label={say('leaf.bar', { name, have: amount(what, have), need: amount(what, need) })} size="sm" />
            <Text size="xs" c="dimmed">{[missing > 0 ? say('leaf.missing', { amount: amount(what, missing) }) : say('leaf.met'), deadline === null ? null : say('leaf.deadline', { day: day(deadline) }), next === undefined ? null : say('leaf.falls_out', { amount: amount(what, next.amount), day: day(next.day) })].filter((part) => part !== null).join(' · ')}</Text>
          </Stack>
        )
      })}
    </div>
  )
}
