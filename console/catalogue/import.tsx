import { Alert, SegmentedControl, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { NoProgram } from '#console/program/no-program.tsx'
import { useProgram, type NamedProgram } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { BringFile } from '#console/tables/bring-file.tsx'
import { useWords } from '#console/words/use-words.ts'
import { priceTable, productTable } from './file-tables.ts'
import { useLists } from './use-lists.ts'

/** Brings products or prices in from a file. */
export function ImportCatalogue() {
  const { say } = useWords()
  const store = useStoreId() as string
  const may = useMay()
  const navigate = useNavigate()
  const of = (useSearch({ strict: false }) as { of?: string }).of === 'prices' ? 'prices' : 'products'
  const program = useProgram()
  return (
    <Page title={say(`catalogue.import.${of}`)}>
      <Text size="sm" mb="sm"><Link to="/$store/catalogue" params={{ store }} search={of === 'prices' ? { part: 'lists' } : {}}>{say('catalogue.import.back')}</Link></Text>
      {may('catalogue:write') && may('programs:read') ? (
        <>
          <SegmentedControl mb="md" value={of} aria-label={say('catalogue.import.of')} onChange={(next) => void navigate({ to: '.', search: { of: next } })} data={['products', 'prices'].map((value) => ({ value, label: say(`catalogue.import.tab.${value}`) }))} />
          {program === undefined ? <Waiting what={say('waiting.program')} /> : program === null ? <NoProgram /> : of === 'prices' ? <Prices program={program} /> : <Products program={program} />}
        </>
      ) : <Alert color="sand">{say('catalogue.import.may_not')}</Alert>}
    </Page>
  )
}

function Products({ program: { currency } }: { program: NamedProgram }) {
  const words = useWords()
  const seesCosts = useMay()('catalogue:costs')
  const table = useMemo(() => productTable({ currency, seesCosts }, words), [currency, seesCosts, words])
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">{words.say(seesCosts ? 'catalogue.import.costs' : 'catalogue.import.no_costs', { currency })}</Text>
      <BringFile table={table} />
    </>
  )
}

function Prices({ program: { markets } }: { program: NamedProgram }) {
  const { say } = useWords()
  const lists = useLists()
  const table = useMemo(() => priceTable(new Map((lists.data ?? []).flatMap(({ list, market }) => {
    const currency = markets.find(({ id }) => id === market)?.currency
    return currency === undefined ? [] : [[list, currency] as const]
  }))), [lists.data, markets])
  if (lists.error !== null) return <Trouble error={lists.error} onRetry={() => void lists.refetch()} />
  if (lists.data === undefined) return <Waiting what={say('waiting.lists')} />
  if (lists.data.length === 0) return <Text c="dimmed">{say('catalogue.import.no_lists')}</Text>
  return <BringFile table={table} />
}
