import { Badge, Button, Table, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type ListedMember, type MemberPage } from '#sdk/index'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { seekMembers } from '#console/roster/seek-members.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { MakeCompany } from './make-company.tsx'

const AT_ONCE = 50

/** The members that are companies. Whoever is looked for stays out of the address of the page. */
export function Companies() {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const isWriter = useMay()('members:write')
  const [typed, setTyped] = useState('')
  const [sought, setSought] = useState('')
  const [isMaking, setMaking] = useState(false)
  const make = isWriter ? <Button onClick={() => setMaking(true)}>{say('companies.make')}</Button> : null
  const type = (text: string): void => {
    setTyped(text)
    if (text === '') setSought('')
  }
  return (
    <Page title={say('nav.companies')} actions={make}>
      <form role="search" onSubmit={(event) => { event.preventDefault(); setSought(typed.trim()) }}>
        <TextInput mb="sm" maw={420} label={say('companies.find')} description={say('companies.find_hint')} value={typed} onChange={(event) => type(event.currentTarget.value)} rightSectionWidth={72} rightSection={<Button type="submit" size="compact-xs" variant="default">{say('members.seek')}</Button>} />
      </form>
      {sought === '' ? <All /> : <Found sought={sought} />}
      {isMaking ? <MakeCompany onClose={() => setMaking(false)} onMade={({ memberId }) => void navigate({ to: '/$store/companies/$company', params: { store, company: memberId } })} /> : null}
    </Page>
  )
}

function All() {
  const { say } = useWords()
  const pages = usePages<MemberPage>(['members', 'companies'], (client, from) => answerOf(client.GET('/api/v1/members', { params: { query: { limit: AT_ONCE, kind: 'company', ...from } } })))
  const companies = pages.data?.pages.flatMap(({ members }) => members)
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (companies === undefined) return <Waiting what={say('waiting.companies')} />
  return companies.length === 0 ? <Empty text={say('companies.none')} /> : <><Listed companies={companies} /><More pages={pages} /></>
}

function Found({ sought }: { sought: string }) {
  const { say } = useWords()
  const found = useRead(['members', 'companies', 'sought', sought], async (client) => (await seekMembers(client, sought)).filter(({ kind }) => kind === 'company'))
  if (found.error !== null) return <Trouble error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return <Waiting what={say('waiting.companies')} />
  return found.data.length === 0 ? <Empty text={say('companies.not_found', { sought })} /> : <Listed companies={found.data} />
}

function Listed({ companies }: { companies: readonly ListedMember[] }) {
  const { say, day } = useWords()
  const store = useStoreId() as string
  return (
    <Sheet label={say('nav.companies')} columns={['name', 'id', 'email', 'tags', 'since'].map((each) => say(`companies.column.${each}`))} minWidth={680}>
      {companies.map(({ memberId, name, externalIds, email, tags, createdAt }) => (
        <Table.Tr key={memberId}>
          <Table.Td><Link to="/$store/companies/$company" params={{ store, company: memberId }}>{name ?? externalIds[0] ?? memberId}</Link></Table.Td>
          <Table.Td className="fixed">{externalIds[0] ?? memberId}</Table.Td><Table.Td>{email}</Table.Td>
          <Table.Td>{tags.map((tag) => <Badge key={tag} size="sm" mr={4}>{tag}</Badge>)}</Table.Td><Table.Td className="line">{day(createdAt)}</Table.Td>
        </Table.Tr>
      ))}
    </Sheet>
  )
}
