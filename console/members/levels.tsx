import { Anchor, Badge, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Leaf, type Member, type TrackProgress } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { useDocument, levelName, trackName } from '#console/program/use-document.ts'
import { useUnits } from '#console/words/use-units.ts'
import { leafAmount, leafName, tellable } from './leaf-words.ts'
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
        <Group justify="space-between" mb="xs"><Title order={2}>{trackName(document, track, language)}</Title><Why member={member} about={{ track }} zone={zone} title={say('level.why')} /></Group>
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
  const guide = useRead(['program', 'guide', language], (client) => answerOf(client.GET('/api/v1/guide', { params: { query: { locale: language } } })).catch(() => null), { isWanted: useMay()('programs:read') })
  const ruleOf = (level: string | null) => guide.data?.tracks.find(({ id }) => id === progress.track)?.levels.find(({ id }) => id === level)
  const named = (level: string | null): string => levelName(document, progress.track, { level, language }) ?? say('level.none')
  return (
    <Stack gap="sm">
      {progress.next === null ? <Text size="sm">{say('level.highest')}</Text> : <Needs title={say('level.next', { level: named(progress.next) })} rule={ruleOf(progress.next)?.entry} leaves={tellable(progress.needs)} />}
      {progress.keep.length === 0 ? null : <Needs title={say('level.keep', { level: named(progress.level) })} rule={ruleOf(progress.level)?.keep ?? /* kept by what it is reached by */ ruleOf(progress.level)?.entry} leaves={tellable(progress.keep)} />}
      {progress.projected === null ? null : <Text size="sm">{say('level.projected', { level: named(progress.projected.level), day: day(progress.projected.at, zone) })}</Text>}
    </Stack>
  )
}

/** As many lines as are read at a glance. */
const AT_A_GLANCE = 3

/** What leaves the window when, all of it: the first at once, the rest when it is asked for. */
function FallsOut({ lines }: { lines: readonly string[] }) {
  const { say } = useWords()
  const [isWhole, setWhole] = useState(false)
  if (lines.length === 0) return null
  return (
    <>
      {(isWhole ? lines : lines.slice(0, AT_A_GLANCE)).map((line) => <Text key={line} size="xs" c="dimmed">{line}</Text>)}
      {lines.length <= AT_A_GLANCE || isWhole ? null : <Anchor component="button" type="button" size="xs" ta="left" onClick={() => setWhole(true)}>{say('leaf.more', { count: lines.length - AT_A_GLANCE })}</Anchor>}
    </>
  )
}

/** Leaves one by one; `rule` says in a sentence how they go together, and over which time each is counted. */
function Needs({ title, rule, leaves }: { title: string; rule: string | undefined; leaves: readonly Leaf[] }) {
  const words = useWords()
  const units = useUnits()
  const document = useDocument()
  const { say, day } = words
  const amount = (what: string, value: number): string => leafAmount(what, value, { ...words, units, document })
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>{title}</Text>
      {rule === undefined ? null : <Text size="xs" c="dimmed" mb={4}>{rule}</Text>}
      {leaves.map(({ what, have, need, missing, deadline, fallsOut }, place) => {
        const name = leafName(what, { ...words, units, document })
        const isTag = what === 'tag'
        const told = isTag ? amount(what, have) : say('leaf.of', { have: amount(what, have), need: amount(what, need) })
        return (
          <Stack key={`${place} ${what}`} gap={4} mb="xs">
            <Group justify="space-between"><Text size="sm">{name}</Text><Text size="sm">{told}</Text></Group>
            <Progress value={need === 0 ? 100 : Math.min(100, (100 * have) / need)} aria-label={say('leaf.bar', { name, told })} size="sm" />
            <Text size="xs" c="dimmed">{[missing <= 0 ? say('leaf.met') : isTag ? null : say('leaf.missing', { amount: amount(what, missing) }), deadline === null ? null : say('leaf.deadline', { day: day(deadline) })].filter((part) => part !== null).join(' · ')}</Text>
            <FallsOut lines={fallsOut.map((next) => say('leaf.falls_out', { amount: amount(what, next.amount), day: day(next.day) }))} />
          </Stack>
        )
      })}
    </div>
  )
}
