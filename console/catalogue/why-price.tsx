import { Anchor, Button, Drawer, List, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { answerOf, type ShownPrices } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'

const PATIENCE_MS = 300

/** What is known where it is asked: the product, the market, from how many pieces on, and for whom a price is. */
type Known = { sku?: string; market?: string; quantity?: number; member?: string | null }

/** "Why?" beside a price, or a button where no price stands: what somebody would pay, and why it is this of all prices that they could have. */
export function WhyPrice({ known, isButton = false }: { known: Known; isButton?: boolean }) {
  const { say } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const title = known.sku === undefined ? say('why_price.title') : say('why_price.of', { sku: known.sku })
  return (
    <>
      {isButton ? <Button size="xs" variant="default" onClick={open}>{say('why_price.title')}</Button> : <Anchor component="button" type="button" size="xs" onClick={open} aria-label={say('why.of', { what: title })}>{say('why.ask')}</Anchor>}
      <Drawer opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': say('ask.close') }}>{isOpen ? <Asking known={known} /> : null}</Drawer>
    </>
  )
}

/** For whom, of what, how many and where: what stands there at first can be changed. */
function Asking({ known }: { known: Known }) {
  const { say, language } = useWords()
  const program = useDocument()
  const may = useMay()
  const [sku, setSku] = useState(known.sku ?? '')
  const [member, setMember] = useState(known.member ?? '')
  const [quantity, setQuantity] = useState<number | string>(known.quantity ?? 1)
  const [chosen, setMarket] = useState<string | null>(known.market ?? null)
  const market = chosen ?? program?.market ?? program?.markets[0]?.id ?? ''
  const asked = { sku: sku.trim(), market, member: member.trim(), quantity: typeof quantity === 'number' && quantity >= 1 ? quantity : 1 }
  return (
    <Stack gap="sm">
      {known.sku === undefined ? <TextInput label={say('catalogue.column.sku')} value={sku} onChange={(event) => setSku(event.currentTarget.value)} data-autofocus /> : null}
      {may('activity:read') ? <TextInput label={say('why_price.member')} description={say('why_price.member_hint')} value={member} onChange={(event) => setMember(event.currentTarget.value)} /> : null}
      {program === undefined || program.markets.length < 2 ? null : <Select label={say('catalogue.column.market')} value={market} onChange={setMarket} data={program.markets.map(({ id }) => ({ value: id, label: marketName(program, id, language) }))} />}
      <NumberInput label={say('catalogue.column.quantity')} value={quantity} onChange={setQuantity} min={1} allowDecimal={false} />
      {asked.sku === '' || market === '' ? null : <Explained asked={asked} />}
    </Stack>
  )
}

function Explained({ asked }: { asked: { sku: string; market: string; member: string; quantity: number } }) {
  const { say, language } = useWords()
  const text = JSON.stringify(asked)
  const [settled] = useDebouncedValue(text, PATIENCE_MS)
  const shown = useRead(['catalogue', 'why', settled, language], (client) => {
    const { sku, market, member, quantity } = JSON.parse(settled) as typeof asked
    return answerOf(client.GET('/api/v1/prices', { params: { query: { sku: [sku], market, quantity, explain: true, locale: language, ...(member === '' ? {} : { member }) } } }))
  })
  if (shown.error !== null) return <Trouble error={shown.error} />
  if (shown.data === undefined || settled !== text) return <Waiting what={say('waiting.why')} />
  return <Told prices={shown.data} sku={asked.sku} />
}

function Told({ prices: { prices: [price], currency }, sku }: { prices: ShownPrices; sku: string }) {
  const { say, money } = useWords()
  const units = useUnits()
  if (price === undefined) return <Text c="dimmed">{say('why_price.unknown', { sku })}</Text>
  const { netMinor, quantity, points, sentences = [] } = price
  return (
    <section aria-label={say('why_price.result')}>
      <Text fw={500}>{netMinor === null ? say('why_price.not_sold') : say('why_price.pays', { quantity, amount: money(netMinor, currency) })}</Text>
      {netMinor === null || points === 0 ? null : <Text size="sm">{say('why_price.earns', { told: units.told(units.main, points) })}</Text>}
      <List size="sm" spacing="xs" mt="xs" type="ordered">{sentences.map((sentence, place) => <List.Item key={`${place} ${sentence}`}>{sentence}</List.Item>)}</List>
    </section>
  )
}
