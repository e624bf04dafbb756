import { Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, isProblem, type FloorWarning, type PutPrice, type Rockpool } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { onlyResult, useFieldErrors } from '#console/page/field-errors.ts'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { amountIn, amountText } from './amount.ts'
import { AmountField } from './amount-field.tsx'

/** A price that is there: of a list and a product, from so many pieces on. */
export type KnownPrice = { list: string; sku: string; minQuantity: number; increment: number; unitMinor: number }
/** What is asked for: a price that is there, or a new one, of which the list or the product is known already. */
export type PriceAsked = { known: KnownPrice } | { list?: string; sku?: string }

type Form = { asked: PriceAsked; /** The lists that a price may be on, each with the currency of its market. */ lists: readonly { list: string; currency: string }[]; onClose: () => void; onSaved: (floors: FloorWarning | null) => void }

/** Puts a price, typed as money of the list's market. Says what it will be instead of what; what was can be had back. */
export function PriceForm({ asked, lists, onClose, onSaved }: Form) {
  const { say, money } = useWords()
  const told = useToldWithUndo()
  const known = 'known' in asked ? asked.known : null
  const fixed = 'known' in asked ? asked.known : asked
  const [list, setList] = useState(fixed.list ?? lists[0]?.list ?? '')
  const [sku, setSku] = useState(fixed.sku ?? '')
  const [minQuantity, setMinQuantity] = useState(known?.minQuantity ?? 1)
  const [increment, setIncrement] = useState(known?.increment ?? 1)
  const currency = lists.find((each) => each.list === list)?.currency
  const [amount, setAmount] = useState(known === null || currency === undefined ? '' : amountText(known.unitMinor, currency))
  const minor = currency === undefined ? undefined : amountIn(amount, currency)
  const undo = usePricePut(() => {})
  const put = usePricePut(({ floors, price, before }) => {
    told(say('price.saved', { sku: price.sku, list: price.list }), () => undo.mutateAsync(before ?? { ...price, unitMinor: null }))
    onSaved(floors)
  })
  const wrong = useFieldErrors(put.error)
  // Told at its field, in other words than the API's.
  const isUnknown = fixed.sku === undefined && isProblem(put.error, 'catalogue.product_unknown')
  const isSame = known !== null && known.unitMinor === minor && known.increment === increment
  return (
    <Ask isOpen title={say(known === null ? 'price.new' : 'price.edit_of', { sku, list })} onClose={onClose} action={say('price.save')} onAction={() => put.mutate({ list, sku: sku.trim(), minQuantity, increment, unitMinor: minor ?? null })} isBusy={put.isPending} error={isUnknown ? null : put.error} isReady={typeof minor === 'number' && sku.trim() !== '' && !isSame}>
      {fixed.list === undefined ? <Select label={say('catalogue.column.list')} value={list} onChange={(value) => setList(value ?? '')} data={lists.map((each) => ({ value: each.list, label: `${each.list} · ${each.currency}` }))} error={wrong('list')} searchable limit={100} data-autofocus /> : null}
      {fixed.sku === undefined ? <TextInput label={say('catalogue.column.sku')} value={sku} onChange={(event) => setSku(event.currentTarget.value)} error={isUnknown ? say('tables.wanted.product') : wrong('sku')} maxLength={200} data-autofocus /> : null}
      {currency === undefined ? <Text size="sm">{say('price.no_currency')}</Text> : <AmountField label={say('catalogue.column.price')} currency={currency} value={amount} onChange={setAmount} error={wrong('unitMinor')} isFirst={fixed.list !== undefined && fixed.sku !== undefined} />}
      <Group grow align="flex-start">
        <NumberInput label={say('price.from')} description={say('price.from_hint')} min={1} max={1_000_000} allowDecimal={false} value={minQuantity} disabled={known !== null} onChange={(value) => setMinQuantity(Number(value) || 1)} error={wrong('minQuantity')} />
        <NumberInput label={say('price.step')} description={say('price.step_hint')} min={1} max={1_000_000} allowDecimal={false} value={increment} onChange={(value) => setIncrement(Number(value) || 1)} error={wrong('increment')} />
      </Group>
      {typeof minor === 'number' && currency !== undefined && !isSame ? <Text size="sm" role="status">{known === null ? say('price.does_new', { price: money(minor, currency), count: minQuantity }) : say('price.does', { from: money(known.unitMinor, currency), to: money(minor, currency) })}</Text> : null}
    </Ask>
  )
}

/** Takes a price away; it can be had back. */
export function DropPrice({ known, shown, onClose, onDone }: { known: KnownPrice; shown: string; onClose: () => void; onDone: (floors: FloorWarning | null) => void }) {
  const { say } = useWords()
  const told = useToldWithUndo()
  const { sku, list } = known
  const undo = usePricePut(() => {})
  const drop = usePricePut(({ floors, before }) => {
    told(say('price.dropped', { sku, list }), () => undo.mutateAsync(before ?? known))
    onDone(floors)
  })
  return <Ask isOpen isGrave title={say('price.drop_title', { sku, list })} text={say('price.drop_text', { price: shown })} onClose={onClose} action={say('price.drop')} onAction={() => drop.mutate({ ...known, unitMinor: null })} isBusy={drop.isPending} error={drop.error} />
}

type PricePut = { price: PutPrice; /** What it was, whoever put it. */ before: PutPrice | null; floors: FloorWarning | null }

function usePricePut(onDone: (put: PricePut) => void) {
  return useWrite(async (client, price: PutPrice): Promise<PricePut> => {
    const before = await readPrice(client, price)
    return { price, before, floors: onlyResult(await answerOf(client.POST('/api/v1/catalogue/prices', { body: { prices: [price] } }))).floors ?? null }
  }, { touches: ['catalogue'], onDone })
}

/** The price of a list for a product from so many pieces on: the first that stands behind one piece less. */
async function readPrice(client: Rockpool, { list, sku, minQuantity = 1 }: PutPrice): Promise<PutPrice | null> {
  const { prices: [first] } = await answerOf(client.GET('/api/v1/catalogue/lists/{list}/prices', { params: { path: { list }, query: { after: `${minQuantity - 1}:${sku}`, limit: 1 } } }))
  return first?.sku === sku && first.minQuantity === minQuantity ? { list, ...first } : null
}
