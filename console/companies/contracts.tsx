import { Button, Group, Table, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type PriceListPage } from '#sdk/index'
import { spanText } from '#console/catalogue/audience-text.ts'
import { ListForm } from '#console/catalogue/list-form.tsx'
import { WhyPrice } from '#console/catalogue/why-price.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50

/** The price lists that are for a company alone, its contracts among them. */
export function Contracts({ company }: { company: string }) {
  const words = useWords()
  const { say, language } = words
  const store = useStoreId() as string
  const navigate = useNavigate()
  const program = useDocument()
  const isWriter = useMay()('catalogue:write')
  const [isMaking, setMaking] = useState(false)
  const pages = usePages<PriceListPage>(['catalogue', 'lists', 'of', company], (client, from) => answerOf(client.GET('/api/v1/catalogue/lists', { params: { query: { member: company, limit: AT_ONCE, ...from } } })))
  const lists = pages.data?.pages.flatMap((page) => page.lists)
  const open = (list: string, market: string): void => void navigate({ to: '/$store/catalogue/lists/$list', params: { store, list }, search: { market } })
  return (
    <section>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('contracts.title')}</Title><Group gap="xs"><WhyPrice known={{ member: company }} isButton />{isWriter ? <Button size="xs" variant="default" onClick={() => setMaking(true)}>{say('contracts.new')}</Button> : null}</Group></Group>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : lists === undefined ? <Waiting what={say('waiting.lists')} /> : lists.length === 0 ? <Empty text={say('contracts.none')} /> : (
        <Sheet label={say('contracts.title')} columns={['list', 'kind', 'market', 'time'].map((each) => say(`catalogue.column.${each}`))} minWidth={540}>
          {lists.map(({ list, kind, market, from, until }) => (
            <Table.Tr key={list}>
              <Table.Td><Link to="/$store/catalogue/lists/$list" params={{ store, list }} search={{ market }}>{list}</Link></Table.Td><Table.Td>{say(`catalogue.kind.${kind}`)}</Table.Td><Table.Td>{marketName(program, market, language)}</Table.Td>
              <Table.Td>{spanText({ from, until }, { words, program, market }) ?? say('catalogue.always')}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More pages={pages} />
      {isMaking ? <ListForm company={company} onClose={() => setMaking(false)} onMade={({ list, market }) => open(list, market)} /> : null}
    </section>
  )
}
