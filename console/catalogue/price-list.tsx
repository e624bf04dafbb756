import { Table, Text } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { answerOf, type PricePage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 100

/** The prices of one list, in the currency of its market; in minor units where the program is not shown to whoever looks. */
export function PriceListView() {
  const { say, money, number } = useWords()
  const store = useStoreId() as string
  const { list } = useParams({ strict: false }) as { list: string }
  const { market } = useSearch({ strict: false }) as { market?: string }
  const currency = useCurrency(market)
  const pages = usePages<PricePage>(['catalogue', 'prices', list], (client, from) => answerOf(client.GET('/api/v1/catalogue/lists/{list}/prices', { params: { path: { list }, query: { limit: AT_ONCE, ...from } } })))
  const prices = pages.data?.pages.flatMap((page) => page.prices)
  return (
    <Page title={say('catalogue.list_of', { list })}>
      <Text size="sm" mb="sm"><Link to="/$store/catalogue" params={{ store }} search={{ part: 'lists' }}>{say('catalogue.back')}</Link>{market === undefined ? null : ` · ${say('catalogue.market_of', { market })}`}</Text>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : prices === undefined ? <Waiting what={say('waiting.prices')} /> : prices.length === 0 ? <Text c="dimmed">{say('catalogue.no_prices')}</Text> : (
        <Sheet label={say('catalogue.list_of', { list })} columns={['sku', 'quantity', 'price'].map((each) => say(`catalogue.column.${each}`))} minWidth={420}>
          {prices.map(({ sku, minQuantity, increment, unitMinor }) => (
            <Table.Tr key={`${sku} ${minQuantity} ${increment}`}>
              <Table.Td className="fixed">{sku}</Table.Td><Table.Td>{minQuantity === 1 && increment === 1 ? say('catalogue.any') : say('catalogue.steps', { least: minQuantity, increment })}</Table.Td>
              <Table.Td>{currency === undefined ? say('catalogue.minor', { minor: number(unitMinor) }) : money(unitMinor, currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More pages={pages} />
    </Page>
  )
}

/** The currency of a market of the newest version of the program. */
function useCurrency(market: string | undefined): string | undefined {
  const may = useMay()
  const { data } = useRead(['program', 'markets'], async (client) => {
    const { programs } = await answerOf(client.GET('/api/v1/programs', {}))
    const last = programs.at(-1)
    if (last === undefined) return {}
    const { document } = await answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version: String(last.version) } } }))
    return (document as { markets?: Record<string, { currency?: string }> }).markets ?? {}
  }, { isWanted: may('programs:read') && market !== undefined })
  return market === undefined ? undefined : data?.[market]?.currency
}
