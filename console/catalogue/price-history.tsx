import { Button, Group, Select, Table, Text, Title } from '@mantine/core'
import { DownloadIcon } from '@radix-ui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf, isProblem, type PriceChange } from '#sdk/index'
import { Chart } from '#console/home/chart.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { marketName, type NamedProgram } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'
import { useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { BOM, csvOf } from '#engine/csv'
import { moneyText } from '#engine/money'
import { seriesOf } from './history.ts'
import { clockOf } from './store-clock.ts'

const AT_ONCE = 1_000
/** Changes that are looked at: more than a price has in a life. */
const MOST_PAGES = 10
/** The newest that are shown; a file has all of them. */
const SHOWN = 50

/** How the prices of a product went in one market, as a chart, as tables and as files; and the lowest price before a reduction (R38). */
export function PriceHistory({ sku, program, usual }: { sku: string; program: NamedProgram; /** The market that is shown unless the address names one. */ usual: string | undefined }) {
  const { say, language } = useWords()
  const navigate = useNavigate()
  const asked = (useSearch({ strict: false }) as { market?: string }).market ?? usual
  const market = program.markets.find(({ id }) => id === asked) ?? program.markets[0]
  if (market?.currency === undefined) return null
  return (
    <section>
      <Group justify="space-between" mb="xs" align="flex-end">
        <Title order={2}>{say('product.history')}</Title>
        <Select label={say('catalogue.column.market')} w={220} value={market.id} searchable onChange={(next) => void navigate({ to: '.', search: next === null ? {} : { market: next }, replace: true, resetScroll: false })} data={program.markets.map(({ id }) => ({ value: id, label: marketName(program, id, language) }))} />
      </Group>
      <Lowest sku={sku} market={market.id} />
      <Changes sku={sku} market={market.id} currency={market.currency} />
    </section>
  )
}

/** R38, as shoppers of the EU have to be told it. */
function Lowest({ sku, market }: { sku: string; market: string }) {
  const { say, money, day } = useWords()
  const shown = useRead(['catalogue', 'prior', sku, market], (client) => answerOf(client.GET('/api/v1/prices', { params: { query: { sku: [sku], market } } })).catch((error: unknown) => {
    // Where nothing can be quoted yet, nothing is reduced.
    if (isProblem(error)) return null
    throw error
  }))
  const prior = shown.data?.prices[0]?.prior
  if (shown.data === undefined || shown.data === null) return null
  if (prior === undefined) return <Text size="sm" c="dimmed" mb="sm">{say('product.not_reduced')}</Text>
  return <Text size="sm" mb="sm">{prior.lowestMinor === null ? say('product.reduced_first', { day: day(prior.beganAt) }) : say('product.reduced', { day: day(prior.beganAt), price: money(prior.lowestMinor, shown.data.currency), count: prior.quantity })}</Text>
}

function Changes({ sku, market, currency }: { sku: string; market: string; currency: string }) {
  const { say, money, moneyCompact, time, number, language } = useWords()
  const isSandbox = useSeat()?.store.kind === 'sandbox'
  const read = useRead(['catalogue', 'changes', sku, market], async (client) => {
    const all: PriceChange[] = []
    let after: string | null | undefined
    for (let page = 0; page < MOST_PAGES && after !== null; page += 1) {
      const { changes, next } = await answerOf(client.GET('/api/v1/catalogue/changes', { params: { query: { sku, market, limit: AT_ONCE, ...(after === undefined ? {} : { after }) } } }))
      all.push(...changes)
      after = next
    }
    return { changes: all, now: isSandbox ? await clockOf(client) : Date.now() }
  })
  if (read.error !== null) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined) return <Waiting what={say('waiting.history')} />
  const { changes, now } = read.data
  if (changes.length === 0) return <Text c="dimmed">{say('product.no_history')}</Text>
  const { at, lines } = seriesOf(changes, now)
  const format = new Intl.DateTimeFormat(language, { year: '2-digit', month: 'numeric', day: 'numeric' })
  const newest = changes.toReversed()
  const save = (): void => saveFile(new Blob([BOM, csvOf([['effective_at', 'until', 'list', 'kind', 'for_all', 'min_quantity', 'from', 'to', 'currency', 'changed_at', 'changed_by', 'changed_by_name'], ...changes.map((each) => [each.effectiveAt, each.until, each.list, each.kind, String(each.isForAll), each.minQuantity, each.fromMinor === null ? null : moneyText(each.fromMinor, currency), each.toMinor === null ? null : moneyText(each.toMinor, currency), currency, each.changedAt, each.changedBy, each.changedByName])])], { type: 'text/csv' }), `rockpool-prices-${sku}-${market}.csv`)
  return (
    <>
      {lines.length === 0 || at.length < 2 ? null : (
        <Chart file={`rockpool-${sku}-${market}`} partColumn={say('home.part.day')} of={{
          word: 'price', kind: 'line', parts: at.map((instant) => format.format(new Date(instant))), tick: (minor) => moneyCompact(minor, currency), say: (minor) => money(minor, currency),
          series: lines.map(({ list, minQuantity, values }) => ({ name: minQuantity === 1 ? list : say('product.line', { list, count: minQuantity }), values })),
        }} />
      )}
      <Group justify="space-between" my="xs"><Title order={3}>{say('product.changes')}</Title><Button variant="default" size="xs" leftSection={<DownloadIcon aria-hidden />} onClick={save}>{say('home.csv')}</Button></Group>
      <Sheet label={say('product.changes')} columns={['since', 'list', 'quantity', 'was', 'is'].map((each) => say(`product.column.${each}`))} numbers={[3, 4]} minWidth={500}>
        {newest.slice(0, SHOWN).map((each, place) => (
          <Table.Tr key={place}>
            <Table.Td className="whole">{time(each.effectiveAt)}{each.until === null ? null : <Text size="xs" c="dimmed">{say('catalogue.until', { day: time(each.until) })}</Text>}<Text size="xs" c="dimmed">{say('product.by', { by: each.changedByName ?? each.changedBy })}</Text></Table.Td>
            <Table.Td>{each.list}<Text size="xs" c="dimmed">{say(`catalogue.kind.${each.kind}`)}</Text></Table.Td><Table.Td>{number(each.minQuantity)}</Table.Td>
            <Table.Td ta="right">{each.fromMinor === null ? '–' : money(each.fromMinor, currency)}</Table.Td><Table.Td ta="right">{each.toMinor === null ? say('product.gone') : money(each.toMinor, currency)}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      {newest.length > SHOWN ? <Text size="sm" c="dimmed" mt="xs">{say('tables.more_lines', { count: newest.length - SHOWN })}</Text> : null}
    </>
  )
}
