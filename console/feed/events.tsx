import { Badge, Button, Group, Select, Table, Text, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type FeedItem, type FeedPage } from '#sdk/index'
import { Why } from '#console/members/why.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { deedName, thingName, useAwaitsNames, useDocument } from '#console/program/use-document.ts'
import { LAST_DAY } from '#console/words/days.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { queryOf, SUBJECTS, type FeedSearch } from './feed-search.ts'
import { pointsText } from './points-text.ts'
import { SomebodyLink } from './somebody.tsx'

const AT_ONCE = 50

/** Every event of the store, the newest first, with whom it is about, what it moved, and why. */
export function Events({ search }: { search: FeedSearch }) {
  const { say, time } = useWords()
  const query = queryOf(search)
  const pages = usePages<FeedPage>(['feed', 'events', query], (client, from) => answerOf(client.GET('/api/v1/feed', { params: { query: { limit: AT_ONCE, ...query, ...from } } })))
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const awaitsNames = useAwaitsNames()
  const seenTo = pages.data?.pages.at(-1)?.seenTo ?? null
  return (
    <>
      <Filters key={JSON.stringify(search)} search={search} />
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : pages.data === undefined || awaitsNames ? <Waiting what={say('waiting.feed')} /> : items.length === 0 && seenTo === null ? Object.keys(query).length === 0 ? <NoEvents /> : <Empty text={say('feed.none_such')} /> : (
        <>
          <Text size="xs" c="dimmed" ta="right" mb={4}>{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
          <Sheet label={say('feed.part.events')} columns={['at', 'what', 'member', 'points', 'amount', 'why'].map((each) => say(`feed.column.${each}`))} numbers={[3, 4]} minWidth={860}>
            {items.map((item) => <Item key={`${item.source} ${item.id} ${item.at} ${item.isCorrection}`} item={item} />)}
          </Sheet>
          {seenTo === null || query.about === undefined ? null : <Text size="sm" c="dimmed" mt="sm" role="status">{say('feed.seen_to', { time: time(seenTo) })}</Text>}
          <More pages={pages} />
        </>
      )}
    </>
  )
}

function NoEvents() {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  return <Empty text={say('feed.none')}>{may('keys:read') ? <Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/settings/keys" params={{ store }} {...props} />}>{say('feed.connect')}</Button> : null}</Empty>
}

function Item({ item }: { item: FeedItem }) {
  const words = useWords()
  const { say, time, money, language } = words
  const units = useUnits()
  const document = useDocument()
  const store = useStoreId() as string
  const { at, type, source, id, member, orderId, name, changes, amountMinor, currency, reason, author, isCorrection } = item
  const title = say(`event.${type}`)
  return (
    <Table.Tr>
      <Table.Td className="whole">{time(at)}</Table.Td>
      <Table.Td>
        <Group gap={6}><Text size="sm" fw={500}>{title}</Text>{isCorrection ? <Badge size="sm" color="sand" variant="light">{say('feed.correction')}</Badge> : null}</Group>
        {orderId === null ? null : <Text size="xs"><Link to="/$store/orders/$order" params={{ store, order: orderId }}>{say('timeline.order', { order: orderId })}</Link></Text>}
        {name === null ? null : <Text size="xs" c="dimmed">{type === 'activity' ? deedName(document, name, words) : thingName(document, { type, name }, language)}</Text>}
        {reason === null ? null : <Text size="xs" c="dimmed">{author === null ? reason : say('feed.reason', { reason, author })}</Text>}
      </Table.Td>
      <Table.Td><SomebodyLink somebody={member} /></Table.Td>
      <Table.Td ta="right">{changes.length === 0 ? '–' : pointsText(changes, units)}</Table.Td>
      <Table.Td ta="right">{amountMinor === null || currency === null ? '–' : money(amountMinor, currency)}</Table.Td>
      <Table.Td><Why member={member.memberId} event={{ source, id }} title={title} /></Table.Td>
    </Table.Tr>
  )
}

/** What is looked for: applied when it is asked for, and kept in the address. */
function Filters({ search }: { search: FeedSearch }) {
  const { say } = useWords()
  const navigate = useNavigate()
  const [told, setTold] = useState(search)
  const isAny = Object.keys(queryOf(search)).length > 0
  const go = (next: FeedSearch): void => void navigate({ to: '.', search: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')) })
  const text = (field: 'member' | 'from' | 'to') => ({ value: told[field] ?? '', onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setTold({ ...told, [field]: value }) })
  return (
    <form onSubmit={(event) => { event.preventDefault(); go(told) }}>
      <Group mb="sm" align="flex-end" gap="xs">
        <Select label={say('feed.about')} w={190} clearable clearButtonProps={{ 'aria-label': say('roster.clear') }} placeholder={say('feed.everything')} value={told.about ?? null} onChange={(about) => go({ ...told, about: about ?? '' })} data={SUBJECTS.map((value) => ({ value, label: say(`feed.subject.${value}`) }))} />
        <TextInput label={say('feed.member')} placeholder={say('feed.member_hint')} w={200} {...text('member')} maxLength={200} />
        <TextInput type="date" max={LAST_DAY} label={say('feed.from')} {...text('from')} />
        <TextInput type="date" max={LAST_DAY} label={say('feed.to')} {...text('to')} />
        <Button type="submit" variant="default">{say('feed.look')}</Button>
        {isAny ? <Button variant="subtle" onClick={() => go({})}>{say('roster.clear')}</Button> : null}
      </Group>
      <Text size="xs" c="dimmed" mt={-6} mb="sm">{say('feed.days_zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
    </form>
  )
}
