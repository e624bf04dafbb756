import { Button, Group, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type FloorWarning, type ProductPricePage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { PriceDeeds } from './price-deeds.tsx'
import { PriceForm } from './price-form.tsx'
import { useCurrencies, useLists } from './use-lists.ts'
import { WhyPrice } from './why-price.tsx'

const AT_ONCE = 100

/** The prices of a product on all lists, each in the currency of its market. */
export function ProductPrices({ sku, onFloors }: { sku: string; onFloors: (floors: FloorWarning | null) => void }) {
  const { say, money, number, language } = useWords()
  const store = useStoreId() as string
  const program = useDocument()
  const currencyOf = useCurrencies()
  const isWriter = useMay()('catalogue:write')
  const lists = useLists().data ?? []
  const [isAdding, setAdding] = useState(false)
  const pages = usePages<ProductPricePage>(['catalogue', 'product-prices', sku], (client, from) => answerOf(client.GET('/api/v1/catalogue/products/{sku}/prices', { params: { path: { sku }, query: { limit: AT_ONCE, ...from } } })))
  const prices = pages.data?.pages.flatMap((page) => page.prices)
  const open = lists.flatMap(({ list, market }) => {
    const currency = currencyOf(market)
    return currency === undefined ? [] : [{ list, currency }]
  })
  return (
    <section>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('product.prices')}</Title><Group gap="xs"><WhyPrice known={{ sku }} isButton />{isWriter && open.length > 0 ? <Button size="xs" variant="default" onClick={() => setAdding(true)}>{say('price.new')}</Button> : null}</Group></Group>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : prices === undefined ? <Waiting what={say('waiting.prices')} /> : prices.length === 0 ? <Text c="dimmed">{say('product.no_prices')}</Text> : (
        <Sheet label={say('product.prices')} columns={['list', 'market', 'quantity', 'price', ...(isWriter ? ['do'] : [])].map((each) => say(`catalogue.column.${each}`))} numbers={[3]} minWidth={500}>
          {prices.map((price) => {
            const { list, kind, market, minQuantity, increment, unitMinor } = price
            const currency = currencyOf(market)
            const shown = currency === undefined ? say('catalogue.minor', { minor: number(unitMinor) }) : money(unitMinor, currency)
            return (
              <Table.Tr key={`${list} ${minQuantity}`}>
                <Table.Td><Link to="/$store/catalogue/lists/$list" params={{ store, list }} search={{ market }}>{list}</Link><Text size="xs" c="dimmed">{say(`catalogue.kind.${kind}`)}</Text></Table.Td><Table.Td>{marketName(program, market, language)}</Table.Td>
                <Table.Td>{minQuantity === 1 && increment === 1 ? say('catalogue.any') : say('catalogue.steps', { least: minQuantity, increment })}</Table.Td><Table.Td ta="right" className="line">{shown} <WhyPrice known={{ sku, market, quantity: minQuantity, member: lists.find((each) => each.list === list)?.memberId ?? null }} /></Table.Td>
                {isWriter ? <Table.Td>{currency === undefined ? null : <PriceDeeds known={{ list, sku, minQuantity, increment, unitMinor }} shown={shown} currency={currency} onFloors={onFloors} />}</Table.Td> : null}
              </Table.Tr>
            )
          })}
        </Sheet>
      )}
      <More pages={pages} />
      {isAdding ? <PriceForm asked={{ sku }} lists={open} onClose={() => setAdding(false)} onSaved={(floors) => { onFloors(floors); setAdding(false) }} /> : null}
    </section>
  )
}
