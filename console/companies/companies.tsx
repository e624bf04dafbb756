import { Badge, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf, type MemberPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50

/** The members that are companies. */
export function Companies() {
  const { say, day } = useWords()
  const store = useStoreId() as string
  const pages = usePages<MemberPage>(['members', 'companies'], (client, from) => answerOf(client.GET('/api/v1/members', { params: { query: { limit: AT_ONCE, kind: 'company', ...from } } })))
  const companies = pages.data?.pages.flatMap(({ members }) => members)
  return (
    <Page title={say('nav.companies')}>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : companies === undefined ? <Waiting what={say('waiting.companies')} /> : companies.length === 0 ? <Text c="dimmed">{say('companies.none')}</Text> : (
        <Sheet label={say('nav.companies')} columns={['name', 'id', 'email', 'tags', 'since'].map((each) => say(`companies.column.${each}`))} minWidth={680}>
          {companies.map(({ memberId, name, externalIds, email, tags, createdAt }) => (
            <Table.Tr key={memberId}>
              <Table.Td><Link to="/$store/companies/$company" params={{ store, company: memberId }}>{name ?? externalIds[0] ?? memberId}</Link></Table.Td>
              <Table.Td className="fixed">{externalIds[0] ?? memberId}</Table.Td><Table.Td>{email}</Table.Td>
              <Table.Td>{tags.map((tag) => <Badge key={tag} size="sm" mr={4}>{tag}</Badge>)}</Table.Td><Table.Td className="line">{day(createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More pages={pages} />
    </Page>
  )
}
