import { Badge, Tabs, Table, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf, type PriceListPage, type Product, type ProductPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords, type Words } from '#console/words/use-words.ts'

const AT_ONCE = 100

/** What the store sells, and for whom which prices are. */
export function Catalogue() {
  const { say } = useWords()
  const navigate = useNavigate()
  const { part } = useSearch({ strict: false }) as { part?: string }
  return (
    <Page title={say('nav.catalogue')}>
      <Tabs value={part === 'lists' ? 'lists' : 'products'} keepMounted={false} onChange={(next) => void navigate({ to: '.', search: next === 'lists' ? { part: 'lists' } : {} })}>
        <Tabs.List mb="md" aria-label={say('nav.catalogue')}>{['products', 'lists'].map((each) => <Tabs.Tab key={each} value={each}>{say(`catalogue.${each}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="products"><Products /></Tabs.Panel>
        <Tabs.Panel value="lists"><Lists /></Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Products() {
  const words = useWords()
  const { say, number } = words
  const pages = usePages<ProductPage>(['catalogue', 'products'], (client, from) => answerOf(client.GET('/api/v1/catalogue/products', { params: { query: { limit: AT_ONCE, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.products')} />
  const products = pages.data.pages.flatMap((page) => page.products)
  if (products.length === 0) return <Text c="dimmed">{say('catalogue.no_products')}</Text>
  return (
    <>
      <Sheet label={say('catalogue.products')} columns={['sku', 'tags', 'least', 'for', 'state'].map((each) => say(`catalogue.column.${each}`))} minWidth={640}>
        {products.map((product) => (
          <Table.Tr key={product.sku}>
            <Table.Td className="fixed">{product.sku}</Table.Td><Table.Td>{product.tags.map((tag) => <Badge key={tag} size="sm" mr={4}>{tag}</Badge>)}</Table.Td>
            <Table.Td>{product.minQuantity === 1 && product.increment === 1 ? number(1) : say('catalogue.steps', { least: product.minQuantity, increment: product.increment })}</Table.Td>
            <Table.Td>{accessText(product.access, words)}</Table.Td>
            <Table.Td>{[['isGiftCard', 'gift_card'], ['isSaleItem', 'sale'], ['isRetired', 'retired']].filter(([name]) => product[name as 'isSaleItem']).map(([, word]) => <Badge key={word} size="sm" mr={4} variant="light" color="sand">{say(`catalogue.is.${word}`)}</Badge>)}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More pages={pages} />
    </>
  )
}

function accessText(access: Product['access'], words: Words): string {
  const { say, day } = words
  if (access.length === 0) return say('catalogue.everybody')
  return access.map((one) => [audienceText(one, words), ...(one.from === null ? [] : [say('catalogue.from', { day: day(one.from) })]), ...(one.until === null ? [] : [say('catalogue.until', { day: day(one.until) })])].join(' ')).join('; ')
}

/** Whom something is for; everybody where nobody is named. */
function audienceText({ isMembers = false, tag, level, memberId }: { isMembers?: boolean; tag: string | null; level: string | null; memberId: string | null }, { say }: Words): string {
  if (memberId !== null) return say('catalogue.company', { id: memberId })
  if (level !== null) return say('catalogue.level', { level })
  if (tag !== null) return say('catalogue.tag', { tag })
  return say(isMembers ? 'catalogue.members' : 'catalogue.everybody')
}

function Lists() {
  const words = useWords()
  const { say, day } = words
  const store = useStoreId() as string
  const pages = usePages<PriceListPage>(['catalogue', 'lists'], (client, from) => answerOf(client.GET('/api/v1/catalogue/lists', { params: { query: { limit: AT_ONCE, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.lists')} />
  const lists = pages.data.pages.flatMap((page) => page.lists)
  if (lists.length === 0) return <Text c="dimmed">{say('catalogue.no_lists')}</Text>
  return (
    <>
      <Sheet label={say('catalogue.lists')} columns={['list', 'kind', 'market', 'for', 'time'].map((each) => say(`catalogue.column.${each}`))} minWidth={680}>
        {lists.map((one) => (
          <Table.Tr key={one.list}>
            <Table.Td><Link to="/$store/catalogue/lists/$list" params={{ store, list: one.list }} search={{ market: one.market }}>{one.list}</Link></Table.Td><Table.Td>{say(`catalogue.kind.${one.kind}`)}</Table.Td><Table.Td>{one.market}</Table.Td>
            <Table.Td>{audienceText(one, words)}{one.isOnly ? <Badge ml="xs" size="sm">{say('catalogue.only')}</Badge> : null}</Table.Td>
            <Table.Td>{one.from === null && one.until === null ? say('catalogue.always') : [one.from, one.until].map((at) => (at === null ? '…' : day(at))).join(' – ')}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More pages={pages} />
    </>
  )
}
