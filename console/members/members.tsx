import { Badge, Button, Group, Select, Table, Text, TextInput } from '@mantine/core'
import { MagnifyingGlassIcon } from '@radix-ui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { answerOf, isProblem, type ListedMember, type MemberPage, type Rockpool } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useClient, useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50
const KINDS = ['person', 'company'] as const

/** Who is a member: looked for by an address, a number or an id of the shop, or read through page by page. What is looked for stays out of the address of the page. */
export function Members() {
  const { say } = useWords()
  const [sought, setSought] = useState('')
  return (
    <Page title={say('nav.members')}>
      <Group mb="sm" gap="xs" align="flex-end">
        <Search onSeek={setSought} />
        <Filters />
      </Group>
      {sought === '' ? <Everybody /> : <Found sought={sought} />}
    </Page>
  )
}

function Search({ onSeek }: { onSeek: (sought: string) => void }) {
  const { say } = useWords()
  const [text, setText] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSeek(text.trim())
  }
  const change = (value: string): void => {
    setText(value)
    if (value === '') onSeek('')
  }
  return (
    <form onSubmit={submit} role="search" style={{ flex: '1 1 280px', maxWidth: 480 }}>
      <TextInput label={say('members.search')} placeholder={say('members.search_hint')} leftSection={<MagnifyingGlassIcon aria-hidden />} value={text} onChange={(event) => change(event.currentTarget.value)} rightSectionWidth={72} rightSection={<Button type="submit" size="compact-xs" variant="default">{say('members.seek')}</Button>} />
    </form>
  )
}

function Filters() {
  const { say } = useWords()
  const { kind, tag } = useSearch({ strict: false }) as { kind?: string; tag?: string }
  const [typed, setTyped] = useState(tag ?? '')
  const navigate = useNavigate()
  const filter = (change: { kind?: string | undefined; tag?: string | undefined }): void => {
    const { kind: nextKind, tag: nextTag } = { kind, tag, ...change }
    void navigate({ to: '.', search: { ...(nextKind === undefined ? {} : { kind: nextKind }), ...(nextTag === undefined ? {} : { tag: nextTag }) } })
  }
  return (
    <>
      <Select label={say('members.kind')} w={150} value={kind ?? 'all'} onChange={(value) => filter({ kind: value === 'all' || value === null ? undefined : value })} data={['all', ...KINDS].map((value) => ({ value, label: say(`members.kinds.${value}`) }))} />
      <form onSubmit={(event) => { event.preventDefault(); filter({ tag: typed.trim() === '' ? undefined : typed.trim() }) }}>
        <TextInput label={say('members.tag')} w={150} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => (typed.trim() === (tag ?? '') ? undefined : filter({ tag: typed.trim() === '' ? undefined : typed.trim() }))} />
      </form>
    </>
  )
}

function Everybody() {
  const { say } = useWords()
  const { client, key } = useClient()
  const { kind, tag } = useSearch({ strict: false }) as { kind?: 'person' | 'company'; tag?: string }
  const pages = useInfiniteQuery({
    queryKey: key('members', 'list', kind, tag), initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: MemberPage) => next ?? undefined,
    queryFn: ({ pageParam }): Promise<MemberPage> => answerOf(client.GET('/api/v1/members', { params: { query: { limit: AT_ONCE, ...(kind === undefined ? {} : { kind }), ...(tag === undefined ? {} : { tag }), ...(pageParam === undefined ? {} : { after: pageParam }) } } })),
  })
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.members')} />
  const members = pages.data.pages.flatMap((page) => page.members)
  return (
    <>
      <MemberTable members={members} empty={say(kind === undefined && tag === undefined ? 'members.none' : 'members.none_such')} />
      {pages.hasNextPage ? <Button mt="sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('members.more')}</Button> : null}
    </>
  )
}

function Found({ sought }: { sought: string }) {
  const { say } = useWords()
  const { client, key } = useClient()
  const found = useInfiniteQuery({ queryKey: key('members', 'search', sought), initialPageParam: 0, getNextPageParam: () => undefined, queryFn: () => seek(client, sought) })
  if (found.error !== null) return <Trouble error={found.error} />
  if (found.data === undefined) return <Waiting what={say('waiting.search')} />
  return <MemberTable members={found.data.pages.flat()} empty={say('members.not_found', { sought })} />
}

/** An address has an @, a number has digits; anything may be an id of the shop. */
async function seek(client: Rockpool, sought: string): Promise<ListedMember[]> {
  const byId = answerOf(client.GET('/api/v1/members/{member}/profile', { params: { path: { member: sought } } })).then((profile): ListedMember[] => [profile], nothingWhere(404))
  const isPhone = /^\+[\d\s().-]{5,}$/.test(sought)
  const body = sought.includes('@') ? { email: sought } : isPhone ? { phone: sought } : null
  const byContact = body === null ? [] : answerOf(client.POST('/api/v1/members/searches', { body })).then(({ members }) => members, nothingWhere(422))
  const all = (await Promise.all([byContact, byId])).flat()
  return all.filter(({ memberId }, index) => all.findIndex((other) => other.memberId === memberId) === index)
}

function nothingWhere(status: number): (error: unknown) => [] {
  return (error) => {
    if (isProblem(error) && error.status === status) return []
    throw error
  }
}

function MemberTable({ members, empty }: { members: readonly ListedMember[]; empty: string }) {
  const { say, day } = useWords()
  const store = useStoreId() as string
  if (members.length === 0) return <Text c="dimmed" py="md">{empty}</Text>
  return (
    <Table.ScrollContainer minWidth={720} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.members'), role: 'region' } }}>
      <Table stickyHeader>
        <Table.Thead><Table.Tr>{['member', 'id', 'email', 'phone', 'tags', 'since'].map((each) => <Table.Th key={each}>{say(`members.column.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {members.map(({ memberId, name, kind, externalIds, email, phone, tags, createdAt }) => {
            const id = externalIds[0] ?? memberId
            return (
              <Table.Tr key={memberId}>
                <Table.Td><Link to="/$store/members/$member" params={{ store, member: id }}>{name ?? id}</Link>{kind === 'company' ? <Badge ml="xs" size="sm">{say('members.kinds.company')}</Badge> : null}</Table.Td>
                <Table.Td><CopyText text={id} /></Table.Td>
                <Table.Td>{email ?? '–'}</Table.Td><Table.Td>{phone ?? '–'}</Table.Td>
                <Table.Td>{tags.map((tag) => <Badge key={tag} mr={4} size="sm">{tag}</Badge>)}</Table.Td>
                <Table.Td>{day(createdAt)}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
