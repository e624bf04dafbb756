import { Badge, Button, Group, Table, Tabs, Text, TextInput } from '@mantine/core'
import { UploadIcon } from '@radix-ui/react-icons'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type ProductPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { accessText } from './audience-text.ts'
import { ListForm } from './list-form.tsx'
import { PriceLists } from './price-lists.tsx'
import { ProductForm } from './product-form.tsx'

const AT_ONCE = 100

/** What the store sells, and for whom which prices are. */
export function Catalogue() {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const part = (useSearch({ strict: false }) as { part?: string }).part === 'lists' ? 'lists' : 'products'
  const may = useMay()
  const [isAdding, setAdding] = useState(false)
  const [sought, setSought] = useState('')
  const currency = useDocument()?.currency
  const actions = may('catalogue:write') ? (
    <>
      <Button renderRoot={(props) => <Link {...props} to="/$store/catalogue/import" params={{ store }} search={{ of: part === 'lists' ? 'prices' : 'products' }} />} variant="default" leftSection={<UploadIcon aria-hidden />}>{say(`catalogue.import.${part === 'lists' ? 'prices' : 'products'}`)}</Button>
      <Button onClick={() => setAdding(true)}>{say(part === 'lists' ? 'list_form.title' : 'product.new')}</Button>
    </>
  ) : null
  return (
    <Page title={say('nav.catalogue')} actions={actions}>
      <Tabs value={part} keepMounted={false} onChange={(next) => void navigate({ to: '.', search: next === 'lists' ? { part: 'lists' } : {} })}>
        <Tabs.List mb="md" aria-label={say('nav.catalogue')}>{['products', 'lists'].map((each) => <Tabs.Tab key={each} value={each}>{say(`catalogue.${each}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="products"><Seek sought={sought} onSeek={setSought} /><Products begins={sought} /></Tabs.Panel>
        <Tabs.Panel value="lists"><PriceLists /></Tabs.Panel>
      </Tabs>
      {isAdding && part === 'products' ? <ProductForm before={null} currency={currency} seesCosts={may('catalogue:costs')} onClose={() => setAdding(false)} onSaved={(sku) => void navigate({ to: '/$store/catalogue/products/$sku', params: { store, sku } })} /> : null}
      {isAdding && part === 'lists' ? <ListForm onClose={() => setAdding(false)} onMade={({ list, market }) => void navigate({ to: '/$store/catalogue/lists/$list', params: { store, list }, search: { market } })} /> : null}
    </Page>
  )
}

/** Finds products by how their name or their SKU begins. */
function Seek({ sought, onSeek }: { sought: string; onSeek: (begins: string) => void }) {
  const { say } = useWords()
  const [typed, setTyped] = useState(sought)
  const change = (text: string): void => {
    setTyped(text)
    if (text === '') onSeek('')
  }
  return (
    <form role="search" style={{ maxWidth: 360, marginBottom: 12 }} onSubmit={(event) => { event.preventDefault(); onSeek(typed.trim()) }}>
      <TextInput label={say('catalogue.find')} value={typed} onChange={(event) => change(event.currentTarget.value)} maxLength={200} rightSectionWidth={72} rightSection={<Button type="submit" size="compact-xs" variant="default">{say('members.seek')}</Button>} />
    </form>
  )
}

function Products({ begins }: { begins: string }) {
  const words = useWords()
  const { say, number } = words
  const store = useStoreId() as string
  const program = useDocument()
  const isWriter = useMay()('catalogue:write')
  const pages = usePages<ProductPage>(['catalogue', 'products', begins], (client, from) => answerOf(client.GET('/api/v1/catalogue/products', { params: { query: { limit: AT_ONCE, ...(begins === '' ? {} : { begins }), ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.products')} />
  const products = pages.data.pages.flatMap((page) => page.products)
  if (products.length === 0) return <Text c="dimmed">{begins !== '' ? say('catalogue.not_found', { begins }) : say(isWriter ? 'catalogue.no_products_yet' : 'catalogue.no_products')}</Text>
  return (
    <>
      <Sheet label={say('catalogue.products')} columns={['sku', 'name', 'tags', 'least', 'for', 'state'].map((each) => say(`catalogue.column.${each}`))} minWidth={640}>
        {products.map((product) => (
          <Table.Tr key={product.sku}>
            <Table.Td><Link to="/$store/catalogue/products/$sku" params={{ store, sku: product.sku }} className="fixed whole">{product.sku}</Link></Table.Td><Table.Td>{product.name}</Table.Td><Table.Td>{product.tags.map((tag) => <Badge key={tag} size="sm" mr={4}>{tag}</Badge>)}</Table.Td>
            <Table.Td>{product.minQuantity === 1 && product.increment === 1 ? number(1) : say('catalogue.steps', { least: product.minQuantity, increment: product.increment })}</Table.Td>
            <Table.Td>{accessText(product.access, { words, program })}</Table.Td>
            <Table.Td className="whole"><Group gap={4} wrap="nowrap">{[['isGiftCard', 'gift_card'], ['isSaleItem', 'sale'], ['isRetired', 'retired']].filter(([name]) => product[name as 'isSaleItem']).map(([, word]) => <Badge key={word} size="sm" variant="light" color="sand">{say(`catalogue.is.${word}`)}</Badge>)}</Group></Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More pages={pages} />
    </>
  )
}
