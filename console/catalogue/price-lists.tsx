import { Badge, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf, type PriceListPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { audienceText, spanText } from './audience-text.ts'

const AT_ONCE = 100

/** The price lists: of which market, for whom, and when. */
export function PriceLists() {
  const words = useWords()
  const { say, language } = words
  const store = useStoreId() as string
  const program = useDocument()
  const isWriter = useMay()('catalogue:write')
  const pages = usePages<PriceListPage>(['catalogue', 'lists'], (client, from) => answerOf(client.GET('/api/v1/catalogue/lists', { params: { query: { limit: AT_ONCE, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.lists')} />
  const lists = pages.data.pages.flatMap((page) => page.lists)
  if (lists.length === 0) return <Text c="dimmed">{say(isWriter ? 'catalogue.no_lists_yet' : 'catalogue.no_lists')}</Text>
  return (
    <>
      <Sheet label={say('catalogue.lists')} columns={['list', 'kind', 'market', 'for', 'time'].map((each) => say(`catalogue.column.${each}`))} minWidth={540}>
        {lists.map((one) => (
          <Table.Tr key={one.list}>
            <Table.Td><Link to="/$store/catalogue/lists/$list" params={{ store, list: one.list }} search={{ market: one.market }}>{one.list}</Link></Table.Td><Table.Td>{say(`catalogue.kind.${one.kind}`)}</Table.Td><Table.Td>{marketName(program, one.market, language)}</Table.Td>
            <Table.Td>{audienceText(one, { words, program })}{one.isOnly ? <Badge ml="xs" size="sm">{say('catalogue.only')}</Badge> : null}</Table.Td>
            <Table.Td>{spanText(one, { words, program, market: one.market }) ?? say('catalogue.always')}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More pages={pages} />
    </>
  )
}
