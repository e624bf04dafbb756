import { Button, CloseButton, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { answerOf, type RosterPage } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { Bulk } from '#console/jobs/bulk.tsx'
import { useManagers } from '#console/members/manager.tsx'
import { useClient } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useDocument } from '#console/program/use-document.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { filterWords } from './filter-words.ts'
import { filterOf, USUAL_COLUMNS, USUAL_SORT } from './roster-search.ts'
import { NOBODY_MARKED, RosterTable, type Marked } from './roster-table.tsx'
import { useRosterSearch } from './use-roster-search.ts'

const AT_ONCE = 50

/** The members that the address asks for, page by page. Whoever is marked is forgotten when others are asked for. */
export function Roster() {
  const { search } = useRosterSearch()
  return <List key={JSON.stringify(filterOf(search))} />
}

function List() {
  const { say } = useWords()
  const { client, key } = useClient()
  const { search } = useRosterSearch()
  const may = useMay()
  const [marked, setMarked] = useState<Marked>(NOBODY_MARKED)
  const filter = filterOf(search)
  const sort = search.sort ?? USUAL_SORT
  const pages = useInfiniteQuery({
    queryKey: key('members', 'roster', filter, sort), initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: RosterPage) => next ?? undefined,
    queryFn: ({ pageParam }): Promise<RosterPage> => answerOf(client.GET('/api/v1/roster', { params: { query: { ...filter, sort, limit: AT_ONCE, ...(pageParam === undefined ? {} : { after: pageParam }) } } })) as Promise<RosterPage>,
  })
  const members = useMemo(() => pages.data?.pages.flatMap((page) => page.members) ?? [], [pages.data])
  if (pages.error !== null) return <><Asked /><Trouble error={pages.error} onRetry={() => void pages.refetch()} /></>
  if (pages.data === undefined) return <><Asked /><Waiting what={say('waiting.members')} /></>
  const total = pages.data.pages[0]?.total ?? { members: members.length, isMore: false }
  if (members.length === 0) return <><Asked /><Text c="dimmed" py="md">{say(Object.keys(filter).length === 0 ? 'members.none' : 'members.none_such')}</Text></>
  return (
    <>
      <Asked />
      <Group justify="space-between" mb="xs" gap="xs">
        <Text size="sm" role="status">{say(total.isMore ? 'roster.more_than' : 'roster.total', { count: total.members })}</Text>
        <Text size="xs" c="dimmed">{say('roster.days_of', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
      </Group>
      {may('jobs:run') && (marked.isAll || marked.ids.size > 0) ? <Bulk marked={marked} filter={filter} shown={members.length} total={total} onMark={setMarked} /> : null}
      <RosterTable members={members} columns={search.columns ?? USUAL_COLUMNS} sort={sort} marked={may('jobs:run') ? marked : null} onMark={setMarked} />
      {pages.hasNextPage ? <Button mt="sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('members.more')}</Button> : null}
    </>
  )
}

/** What the list was asked for; each of it can be taken back. */
function Asked() {
  const words = useWords()
  const document = useDocument()
  const { search, go } = useRosterSearch()
  const managers = useManagers()
  const asked = filterWords(filterOf(search), words, { document, managers, units: useUnits() })
  if (asked.length === 0) return null
  const without = (name: string): void => go(Object.fromEntries(Object.entries(search).filter(([each]) => each !== name)))
  return (
    <Group gap={6} mb="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={words.say('roster.filter_title')}>
      {asked.map(({ name, text }) => <li key={name} className="asked">{text}<CloseButton size="xs" onClick={() => without(name)} aria-label={words.say('roster.without', { text })} /></li>)}
    </Group>
  )
}
