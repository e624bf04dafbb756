import { Group, Paper, SegmentedControl, Text, Title } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf, type Moment, type MomentPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { MailMoment, OrderMoment, PointsMoment } from './moments.tsx'
import { NoteMoment } from './notes.tsx'

const AT_ONCE = 50
/** What the list may show alone, as it stands in the address of the page. */
const KINDS = ['order', 'points', 'mail', 'note'] as const

/** Everything that happened with a member, the newest first and page by page: orders, what moved and why, mails, and notes; times are the member's. */
export function Timeline({ member, zone }: { member: string; zone: string }) {
  const { say } = useWords()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { kind?: string }
  const kind = KINDS.find((each) => each === search.kind)
  const moments = usePages<MomentPage>(['members', member, 'moments', kind ?? 'all'], (client, from) => answerOf(client.GET('/api/v1/members/{member}/moments', { params: { path: { member }, query: { limit: AT_ONCE, ...(kind === undefined ? {} : { kind }), ...from } } })))
  const all = moments.data?.pages.flatMap((page) => page.moments)
  return (
    <Paper component="section" aria-label={say('timeline.title')}>
      <Group justify="space-between" mb="sm"><Title order={2}>{say('timeline.title')}</Title><Text size="xs" c="dimmed">{say('timeline.zone', { zone })}</Text></Group>
      <SegmentedControl size="xs" mb="sm" aria-label={say('timeline.kinds')} value={kind ?? 'all'} data={['all', ...KINDS].map((each) => ({ value: each, label: say(`timeline.of.${each}`) }))} onChange={(next) => void navigate({ to: '.', search: next === 'all' ? {} : { kind: next }, replace: true, resetScroll: false })} />
      {moments.error !== null ? <Trouble error={moments.error} onRetry={() => void moments.refetch()} /> : all === undefined ? <Waiting what={say('waiting.timeline')} /> : all.length === 0 ? <Text c="dimmed">{say(kind === undefined ? 'timeline.none' : 'timeline.none_such')}</Text> : all.map((moment) => <OneMoment key={keyOf(moment)} moment={moment} member={member} zone={zone} />)}
      <More pages={moments} />
    </Paper>
  )
}

function OneMoment({ moment: { at, order, points, mail, note }, member, zone }: { moment: Moment; member: string; zone: string }) {
  if (order !== null) return <OrderMoment order={order} member={member} zone={zone} />
  if (points !== null) return <PointsMoment at={at} points={points} where={{ member, zone }} />
  if (mail !== null) return <MailMoment mail={mail} zone={zone} />
  return note === null ? null : <NoteMoment note={note} member={member} zone={zone} />
}

function keyOf({ at, kind, order, points, mail, note }: Moment): string {
  return [kind, at, order?.source, order?.id, order?.isCorrection, points?.postings[0]?.postingNo, mail?.mail, note?.note].join(' ')
}
