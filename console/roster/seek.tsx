import { Badge, Button, Table, Text, TextInput } from '@mantine/core'
import { MagnifyingGlassIcon } from '@radix-ui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { ListedMember } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useClient, useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { pageId } from './page-id.ts'
import { SEEK } from './seek-field.ts'
import { seekMembers } from './seek-members.ts'

export function Search({ onSeek }: { onSeek: (sought: string) => void }) {
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
      <TextInput id={SEEK} label={say('members.search')} placeholder={say('members.search_hint')} leftSection={<MagnifyingGlassIcon aria-hidden />} value={text} onChange={(event) => change(event.currentTarget.value)} rightSectionWidth={72} rightSection={<Button type="submit" size="compact-xs" variant="default">{say('members.seek')}</Button>} />
    </form>
  )
}

/** Whoever an address, a number or an id belongs to: at most a few. */
export function Found({ sought }: { sought: string }) {
  const { say } = useWords()
  const { client, key } = useClient()
  const found = useInfiniteQuery({ queryKey: key('members', 'search', sought), initialPageParam: 0, getNextPageParam: () => undefined, queryFn: () => seekMembers(client, sought) })
  if (found.error !== null) return <Trouble error={found.error} />
  if (found.data === undefined) return <Waiting what={say('waiting.search')} />
  return <FoundTable members={found.data.pages.flat()} empty={say('members.not_found', { sought })} />
}

function FoundTable({ members, empty }: { members: readonly ListedMember[]; empty: string }) {
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
                <Table.Td className="whole"><Link to="/$store/members/$member" params={{ store, member: pageId({ memberId, externalIds }) }}>{name ?? id}</Link>{kind === 'company' ? <Badge ml="xs" size="sm">{say('members.kinds.company')}</Badge> : null}</Table.Td>
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
