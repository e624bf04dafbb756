import { Button, Table, Text } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type FloorWarning, type PricePage } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { FloorAlert } from '#console/tables/floor-alert.tsx'
import { useWords } from '#console/words/use-words.ts'
import { accessText } from './audience-text.ts'
import { EditList } from './list-form.tsx'
import { PriceDeeds } from './price-deeds.tsx'
import { PriceForm } from './price-form.tsx'
import { useDrop } from './use-drop.ts'
import { useCurrencies } from './use-lists.ts'
import { useProductNames } from './use-product-names.ts'
import { WhyPrice } from './why-price.tsx'

const AT_ONCE = 100

/** The prices of one list, in the currency of its market; in minor units where the program is not shown to whoever looks. */
export function PriceListView() {
  const words = useWords()
  const { say, money, number, language } = words
  const store = useStoreId() as string
  const isWriter = useMay()('catalogue:write')
  const { list } = useParams({ strict: false }) as { list: string }
  const named = (useSearch({ strict: false }) as { market?: string }).market
  const known = useRead(['catalogue', 'list', list], (client) => answerOf(client.GET('/api/v1/catalogue/lists/{list}', { params: { path: { list } } }))).data
  const market = known?.market ?? named
  const currency = useCurrencies()(market)
  const program = useDocument()
  const [asking, setAsking] = useState<'price' | 'list' | null>(null)
  const [floors, setFloors] = useState<FloorWarning | null>(null)
  const pages = usePages<PricePage>(['catalogue', 'prices', list], (client, from) => answerOf(client.GET('/api/v1/catalogue/lists/{list}/prices', { params: { path: { list }, query: { limit: AT_ONCE, ...from } } })))
  const prices = pages.data?.pages.flatMap((page) => page.prices)
  const names = useProductNames(prices?.map(({ sku }) => sku) ?? [])
  const canWrite = isWriter && currency !== undefined
  return (
    <Page title={say('catalogue.list_of', { list })} actions={canWrite ? <><DropList list={list} />{known === undefined || known.kind === 'retail' ? null : <Button variant="default" onClick={() => setAsking('list')}>{say('list_form.edit')}</Button>}<Button onClick={() => setAsking('price')}>{say('price.new')}</Button></> : null}>
      <Text size="sm" mb="sm"><Link to="/$store/catalogue" params={{ store }} search={{ part: 'lists' }}>{say('catalogue.back')}</Link>{known === undefined ? null : ` · ${accessText([known], { words, program, market })}`}{market === undefined ? null : ` · ${say('catalogue.market_of', { market: marketName(program, market, language) })}`}{currency === undefined ? null : ` · ${currency}`}</Text>
      <FloorAlert floors={floors === null ? [] : [floors]} onClose={() => setFloors(null)} />
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : prices === undefined ? <Waiting what={say('waiting.prices')} /> : prices.length === 0 ? <Empty text={say('catalogue.no_prices')}>{isWriter ? <Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/catalogue/import" params={{ store }} search={{ of: 'prices' }} {...props} />}>{say('catalogue.import.prices')}</Button> : null}</Empty> : (
        <Sheet label={say('catalogue.list_of', { list })} columns={['sku', 'name', 'quantity', 'price', ...(canWrite ? ['do'] : [])].map((each) => say(`catalogue.column.${each}`))} numbers={[3]} minWidth={520}>
          {prices.map((price) => {
            const { sku, minQuantity, increment, unitMinor } = price
            const shown = currency === undefined ? say('catalogue.minor', { minor: number(unitMinor) }) : money(unitMinor, currency)
            return (
              <Table.Tr key={`${sku} ${minQuantity} ${increment}`}>
                <Table.Td><Link to="/$store/catalogue/products/$sku" params={{ store, sku }} search={market === undefined ? {} : { market }} className="fixed">{sku}</Link></Table.Td><Table.Td>{names.get(sku)}</Table.Td><Table.Td>{minQuantity === 1 && increment === 1 ? say('catalogue.any') : say('catalogue.steps', { least: minQuantity, increment })}</Table.Td>
                <Table.Td ta="right" className="line">{shown} {market === undefined ? null : <WhyPrice known={{ sku, market, quantity: minQuantity, member: known?.memberId ?? null }} />}</Table.Td>{canWrite ? <Table.Td><PriceDeeds known={{ list, ...price }} shown={shown} currency={currency} onFloors={setFloors} /></Table.Td> : null}
              </Table.Tr>
            )
          })}
        </Sheet>
      )}
      <More pages={pages} />
      {asking === 'list' && known !== undefined ? <EditList known={known} onClose={() => setAsking(null)} /> : null}
      {asking === 'price' && currency !== undefined ? <PriceForm asked={{ list }} lists={[{ list, currency }]} onClose={() => setAsking(null)} onSaved={(warning) => { setFloors(warning); setAsking(null) }} /> : null}
    </Page>
  )
}

/** Takes the list away with all of its prices; what they were stays in the history. */
function DropList({ list }: { list: string }) {
  const { say } = useWords()
  const [isAsking, setAsking] = useState(false)
  const drop = useDrop((client) => answerOf(client.DELETE('/api/v1/catalogue/lists/{list}', { params: { path: { list } } })), { said: say('list_drop.done', { list }), part: 'lists' })
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{say('list_drop.go')}</Button>
      <Ask isOpen={isAsking} isGrave title={say('list_drop.title', { list })} text={say('list_drop.text')} onClose={() => setAsking(false)} action={say('list_drop.go')} onAction={() => drop.mutate()} isBusy={drop.isPending} error={drop.error} />
    </>
  )
}
