import { Badge, Button, Group, SegmentedControl, Table, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type PendingLot, type PendingPage, type Somebody } from '#sdk/index'
import { Why } from '#console/members/why.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { ruleName, useDocument } from '#console/program/use-document.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { RulesLink } from './rules-link.tsx'
import type { FeedSearch } from './feed-search.ts'
import { Settle, type Verdict } from './settle.tsx'
import { SomebodyLink } from './somebody.tsx'

const AT_ONCE = 50

export type Hands = NonNullable<PendingPage['hands']>

/** Whether what waits for a person is shown alone: as the address says, else where there is any. */
export function isForHand({ waits }: FeedSearch, hands: Hands | undefined): boolean {
  return waits === 'hand' || (waits !== 'all' && (hands?.lots ?? 0) > 0)
}

/** Points that are not active yet, by member, the most first: until when each lot waits, and for what; activated or cancelled here. What waits for a person comes first. */
export function Pending({ search, hands }: { search: FeedSearch; hands: Hands | undefined }) {
  const { say } = useWords()
  if (hands === undefined) return <Waiting what={say('waiting.pending')} />
  const isHand = isForHand(search, hands)
  return <>{hands.lots > 0 || isHand ? <Which hands={hands} isHand={isHand} /> : null}<PendingLots isHand={isHand} /></>
}

function Which({ hands: { lots, isMore }, isHand }: { hands: Hands; isHand: boolean }) {
  const { say } = useWords()
  const navigate = useNavigate()
  const data = [{ value: 'hand', label: say('pending.only_hand', { lots, more: isMore ? 'yes' : 'no' }) }, { value: 'all', label: say('pending.all') }]
  return <SegmentedControl mb="sm" aria-label={say('pending.which')} data={data} value={isHand ? 'hand' : 'all'} onChange={(waits) => void navigate({ to: '.', search: { part: 'pending', waits } })} />
}

function PendingLots({ isHand }: { isHand: boolean }) {
  const { say } = useWords()
  const waits = isHand ? { waits: 'hand' as const } : {}
  const pages = usePages<PendingPage>(['feed', 'pending', isHand], (client, from) => answerOf(client.GET('/api/v1/feed/pending', { params: { query: { limit: AT_ONCE, ...waits, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.pending')} />
  const members = pages.data.pages.flatMap((page) => page.members)
  if (members.length === 0 && !pages.hasNextPage) return <Empty text={say(isHand ? 'pending.none_hand' : 'pending.none')}><RulesLink>{say('pending.rules')}</RulesLink></Empty>
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">{say(isHand ? 'pending.about_hand' : 'pending.about')}</Text>
      <Sheet label={say('feed.part.pending')} columns={['member', 'points', 'from', 'waits', 'do'].map((each) => say(`pending.column.${each}`))} numbers={[1]} minWidth={820}>
        {members.flatMap(({ member, lots }) => lots.map((lot) => <PendingRow key={`${member.memberId} ${lot.lotId}`} member={member} lot={lot} />))}
      </Sheet>
      <More pages={pages} />
    </>
  )
}

/** One lot that waits, with what can be done about it. */
function PendingRow({ member, lot }: { member: Somebody; lot: PendingLot }) {
  const { say, has, time, language } = useWords()
  const units = useUnits()
  const document = useDocument()
  const store = useStoreId() as string
  const { points, unit, orderId, rule, source, sourceId, earnedAt, zone } = lot
  return (
    <Table.Tr>
      <Table.Td><SomebodyLink somebody={member} /></Table.Td>
      <Table.Td ta="right" className="whole">{units.told(unit, points)}</Table.Td>
      <Table.Td>
        {orderId === null ? <Text size="sm">{ruleName(document, rule, { say, has, language })}</Text> : <Link to="/$store/orders/$order" params={{ store, order: orderId }}>{say('timeline.order', { order: orderId })}</Link>}
        <Text size="xs" c="dimmed">{time(earnedAt, zone)}</Text>
        <Why member={member.memberId} event={{ source, id: sourceId }} title={say('lots.why_these', { points: units.amount(unit, points) })} />
      </Table.Td>
      <Table.Td><Waits lot={lot} /></Table.Td>
      <Table.Td><SettleLot member={member.memberId} lot={lot} /></Table.Td>
    </Table.Tr>
  )
}

/** For what a lot waits and until when, in the zone of whose it is. */
export function Waits({ lot: { waits, activatesAt, cancelsAt, zone } }: { lot: PendingLot }) {
  const { say, day } = useWords()
  return (
    <>
      <Badge color="sand" variant="light">{activatesAt === null ? say(`pending.waits.${waits}`) : say('lots.active_from', { day: day(activatesAt, zone) })}</Badge>
      {cancelsAt === null ? null : <Text size="xs" c="dimmed">{say('pending.cancels', { day: day(cancelsAt, zone) })}</Text>}
    </>
  )
}

/** The two ends that staff can give to what is pending; nothing for who may not. */
export function SettleLot({ member, lot }: { member: string; lot: PendingLot }) {
  const { say } = useWords()
  const may = useMay()
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  if (!may('activity:record')) return null
  return (
    <Group gap={6} wrap="nowrap">
      {(['activate', 'cancel'] as const).map((each) => <Button key={each} size="compact-sm" variant="default" onClick={() => setVerdict(each)}>{say(`pending.${each}`)}</Button>)}
      {verdict === null ? null : <Settle verdict={verdict} member={member} lot={lot} onClose={() => setVerdict(null)} />}
    </Group>
  )
}
