import { Badge, Button, Group, Menu, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type Cost, type FloorWarning, type Product } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { FloorAlert } from '#console/tables/floor-alert.tsx'
import { useWords } from '#console/words/use-words.ts'
import { AccessForm } from './access-form.tsx'
import { accessText } from './audience-text.ts'
import { PriceHistory } from './price-history.tsx'
import { draftOf } from './product-changes.ts'
import { ProductForm, useProductWrite } from './product-form.tsx'
import { ProductPrices } from './product-prices.tsx'
import { useDrop } from './use-drop.ts'
import { useLists } from './use-lists.ts'

/** One product: what it is, whom it is sold to, what it costs, for how much it is sold, and how that went. */
export function ProductView() {
  const { say } = useWords()
  const store = useStoreId() as string
  const may = useMay()
  const { sku } = useParams({ strict: false }) as { sku: string }
  const program = useDocument()
  const lists = useLists().data
  const [floors, setFloors] = useState<FloorWarning | null>(null)
  const product = useRead(['catalogue', 'product', sku], (client) => answerOf(client.GET('/api/v1/catalogue/products/{sku}', { params: { path: { sku } } })))
  const costs = useRead(['catalogue', 'costs', sku], async (client) => (await answerOf(client.GET('/api/v1/catalogue/costs', { params: { query: { sku } } }))).costs[0] ?? null, { isWanted: may('catalogue:costs') })
  const isKnown = product.data !== undefined && (!may('catalogue:costs') || costs.data !== undefined)
  return (
    <Page title={product.data?.name ?? sku} {...(isKnown && may('catalogue:write') ? { actions: <Deeds product={product.data} costs={costs.data ?? null} currency={program?.currency} onFloors={setFloors} /> } : {})}>
      <Text size="sm" mb="sm"><Link to="/$store/catalogue" params={{ store }}>{say('product.back')}</Link>{(product.data?.name ?? null) === null ? null : <> · <span className="fixed">{sku}</span></>}</Text>
      <FloorAlert floors={floors === null ? [] : [floors]} onClose={() => setFloors(null)} />
      {product.error !== null ? <Trouble error={product.error} onRetry={() => void product.refetch()} /> : product.data === undefined ? <Waiting what={say('waiting.product')} /> : (
        <Stack gap="lg">
          <Facts product={product.data} />
          {may('catalogue:costs') ? <Costs costs={costs.data ?? null} error={costs.error} currency={program?.currency} /> : null}
          <ProductPrices sku={sku} onFloors={setFloors} />
          {program === undefined || lists === undefined ? null : <PriceHistory sku={sku} program={program} usual={lists.find(({ kind }) => kind === 'retail')?.market} />}
        </Stack>
      )}
    </Page>
  )
}

function Facts({ product }: { product: Product }) {
  const words = useWords()
  const program = useDocument()
  const { say } = words
  const { tags, minQuantity, increment, isGiftCard, isSaleItem, isRetired, access } = product
  const facts = [
    ['tags', tags.length === 0 ? say('put.nothing') : tags.map((tag) => <Badge key={tag} size="sm" mr={4}>{tag}</Badge>)], ['least', say('catalogue.steps', { least: minQuantity, increment })], ['for', accessText(access, { words, program })],
    ['state', [...(isRetired ? ['retired'] : ['on']), ...(isSaleItem ? ['sale'] : []), ...(isGiftCard ? ['gift_card'] : [])].map((each) => <Badge key={each} size="sm" mr={4} variant="light" color={each === 'on' ? 'kelp' : 'sand'}>{say(`catalogue.is.${each}`)}</Badge>)],
  ] as const
  return <Paper component="section" aria-label={say('product.facts')}><SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">{facts.map(([word, fact]) => <div key={word}><Text size="xs" c="dimmed">{say(`catalogue.column.${word}`)}</Text><Text size="sm" component="div">{fact}</Text></div>)}</SimpleGrid></Paper>
}

/** What a unit costs the store, in the program's base currency. */
function Costs({ costs, error, currency }: { costs: Cost | null; error: unknown; currency: string | undefined }) {
  const { say, money, number } = useWords()
  if (error !== null) return <Trouble error={error} />
  if (costs === null) return null
  const shown = (minor: number): string => (currency === undefined ? say('catalogue.minor', { minor: number(minor) }) : money(minor, currency))
  const all = costs.costMinor === null ? null : costs.costMinor + costs.freightMinor + costs.dutyMinor
  const told = [['costMinor', costs.costMinor], ['freightMinor', costs.freightMinor], ['dutyMinor', costs.dutyMinor], ['together', all]] as const
  return (
    <section>
      <Title order={2} mb="xs">{say('product.costs')}</Title>
      <Paper>
        <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">{told.map(([word, minor]) => <div key={word}><div className="number">{minor === null ? '–' : shown(minor)}</div><Text size="sm" c="dimmed">{say(`product.field.${word}`)}</Text></div>)}</SimpleGrid>
        {all === null ? <Text size="sm" c="dimmed" mt="sm">{say('product.no_cost')}</Text> : null}
      </Paper>
    </section>
  )
}

type Doing = { product: Product; costs: Cost | null; currency: string | undefined; onFloors: (floors: FloorWarning | null) => void }

function Deeds({ product, costs, currency, onFloors }: Doing) {
  const { say } = useWords()
  const { sku, isRetired } = product
  const told = useToldWithUndo()
  const seesCosts = useMay()('catalogue:costs')
  const [asking, setAsking] = useState<'edit' | 'access' | 'retire' | 'drop' | null>(null)
  const close = (): void => setAsking(null)
  const before = draftOf(product, seesCosts ? costs : null)
  const undo = useProductWrite(() => {})
  const turn = useProductWrite(() => {
    told(say(isRetired ? 'product.brought_back' : 'product.retired', { sku }), () => undo.mutateAsync(before))
    close()
  })
  const drop = useDrop((client) => answerOf(client.DELETE('/api/v1/catalogue/products/{sku}', { params: { path: { sku } } })), { said: say('product.dropped', { sku }), part: 'products' })
  return (
    <Group gap="xs">
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default">{say('product.more')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking('access')}>{say('product.access')}</Menu.Item>
          <Menu.Item onClick={() => setAsking('retire')}>{say(isRetired ? 'product.bring_back' : 'product.retire')}</Menu.Item>
          <Menu.Item color="coral" onClick={() => setAsking('drop')}>{say('product.drop')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button onClick={() => setAsking('edit')}>{say('product.edit')}</Button>
      {asking === 'edit' ? <ProductForm before={before} currency={currency} seesCosts={seesCosts} onClose={close} onSaved={(_, floors) => { onFloors(floors); close() }} /> : null}
      {asking === 'access' ? <AccessForm product={product} onClose={close} /> : null}
      <Ask isOpen={asking === 'retire'} title={say(isRetired ? 'product.bring_back_title' : 'product.retire_title', { sku })} text={say(isRetired ? 'product.bring_back_text' : 'product.retire_text')} onClose={close} action={say(isRetired ? 'product.bring_back' : 'product.retire')} onAction={() => turn.mutate({ ...before, isRetired: !isRetired })} isBusy={turn.isPending} error={turn.error} />
      <Ask isOpen={asking === 'drop'} isGrave title={say('product.drop_title', { sku })} text={say('product.drop_text')} onClose={close} action={say('product.drop')} onAction={() => drop.mutate()} isBusy={drop.isPending} error={drop.error} />
    </Group>
  )
}
