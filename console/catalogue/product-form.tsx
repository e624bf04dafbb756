import { Checkbox, Group, List, NumberInput, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, isProblem, RockpoolError, type FloorWarning, type Rockpool } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { onlyResult, useFieldErrors } from '#console/page/field-errors.ts'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { amountIn, amountText } from './amount.ts'
import { AmountField } from './amount-field.tsx'
import { bodyOf, changesOf, NEW_PRODUCT, type ProductChange, type ProductDraft } from './product-changes.ts'

/** A problem of our own: the API puts a product in the place of another without a word. */
const TAKEN = 'catalogue.product_taken'

type Form = { /** The product as it is; null for a new one. */ before: ProductDraft | null; currency: string | undefined; seesCosts: boolean; onClose: () => void; onSaved: (sku: string, floors: FloorWarning | null) => void }

/** Puts one product. Says what would be other than it is, and what was can be had back. */
export function ProductForm({ before, currency, seesCosts, onClose, onSaved }: Form) {
  const words = useWords()
  const { say } = words
  const told = useToldWithUndo()
  const known = before ?? { ...NEW_PRODUCT, costs: seesCosts ? NEW_PRODUCT.costs : null }
  const [draft, setDraft] = useState(known)
  const [amounts, setAmounts] = useState(() => ({ costMinor: amountsText(known, 'costMinor', currency), freightMinor: amountsText(known, 'freightMinor', currency), dutyMinor: amountsText(known, 'dutyMinor', currency) }))
  const put = useProductWrite((sku, floors) => {
    if (before !== null) told(say('product.saved', { sku }), () => undo.mutateAsync(before))
    onSaved(sku, floors)
  })
  const undo = useProductWrite(() => {})
  const wrong = useFieldErrors(put.error)
  const minor = { costMinor: currency === undefined ? null : amountIn(amounts.costMinor, currency), freightMinor: currency === undefined ? 0 : orZero(amountIn(amounts.freightMinor, currency)), dutyMinor: currency === undefined ? 0 : orZero(amountIn(amounts.dutyMinor, currency)) }
  const hasAmounts = seesCosts && currency !== undefined && draft.costs !== null
  const isWhole = !hasAmounts || Object.values(minor).every((one) => one !== undefined)
  const after: ProductDraft = hasAmounts && isWhole ? { ...draft, costs: minor as NonNullable<ProductDraft['costs']> } : draft
  const changes = changesOf(known, after)
  const isReady = isWhole && (before === null ? draft.sku.trim() !== '' : changes.length > 0)
  const amount = (field: keyof typeof amounts) => ({ label: say(`product.field.${field}`), currency: currency ?? '', value: amounts[field], onChange: (value: string) => setAmounts({ ...amounts, [field]: value }), error: wrong(field) })
  return (
    <Ask isOpen size="lg" title={before === null ? say('product.new') : say('product.edit_of', { sku: before.sku })} onClose={onClose} action={say(before === null ? 'product.add' : 'product.save')} onAction={() => put.mutate({ ...after, sku: after.sku.trim(), isNew: before === null })} isBusy={put.isPending} error={put.error} isReady={isReady}>
      {before === null ? <TextInput label={say('catalogue.column.sku')} description={say('product.sku_hint')} value={draft.sku} onChange={(event) => setDraft({ ...draft, sku: event.currentTarget.value })} error={isProblem(put.error, TAKEN) ? put.error.message : wrong('sku')} maxLength={200} data-autofocus /> : null}
      <TextInput label={say('product.field.name')} description={say('product.name_hint')} value={draft.name ?? ''} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value === '' ? null : event.currentTarget.value })} error={wrong('name')} maxLength={200} />
      <TagsInput label={say('product.field.tags')} description={say('product.tags_hint')} value={draft.tags} onChange={(tags) => setDraft({ ...draft, tags })} error={wrong('tags')} maxTags={100} acceptValueOnBlur />
      <Group grow align="flex-start">
        <NumberInput label={say('product.field.minQuantity')} min={1} max={1_000_000} allowDecimal={false} value={draft.minQuantity} onChange={(value) => setDraft({ ...draft, minQuantity: Number(value) || 1 })} error={wrong('minQuantity')} />
        <NumberInput label={say('product.field.increment')} min={1} max={1_000_000} allowDecimal={false} value={draft.increment} onChange={(value) => setDraft({ ...draft, increment: Number(value) || 1 })} error={wrong('increment')} />
      </Group>
      <Stack gap={6}>{(['isGiftCard', 'isSaleItem', 'isRetired'] as const).map((field) => <Checkbox key={field} label={say(`product.field.${field}`)} checked={draft[field]} onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.checked })} />)}</Stack>
      {hasAmounts ? <Group grow align="flex-end"><AmountField {...amount('costMinor')} /><AmountField {...amount('freightMinor')} /><AmountField {...amount('dutyMinor')} /></Group> : null}
      {before === null || changes.length === 0 ? null : <Changes changes={changes} currency={currency} />}
    </Ask>
  )
}

/** Puts a product as it is told; the floor's warning comes with it. A new one takes no other's place. */
export function useProductWrite(onDone: (sku: string, floors: FloorWarning | null) => void) {
  const { say } = useWords()
  return useWrite(async (client, { isNew = false, ...draft }: ProductDraft & { isNew?: boolean }) => {
    if (isNew && (await isThere(client, draft.sku))) throw new RockpoolError({ type: 'about:blank', title: say('product.taken_title'), status: 409, detail: say('product.taken', { sku: draft.sku }), code: TAKEN, instance: '', requestId: '' })
    return { sku: draft.sku, floors: onlyResult(await answerOf(client.POST('/api/v1/catalogue/products', { body: { products: [bodyOf(draft)] } }))).floors ?? null }
  }, {
    touches: ['catalogue'], onDone: ({ sku, floors }) => onDone(sku, floors),
  })
}

async function isThere(client: Rockpool, sku: string): Promise<boolean> {
  return answerOf(client.GET('/api/v1/catalogue/products/{sku}', { params: { path: { sku } } })).then(() => true, (error: unknown) => {
    if (isProblem(error) && error.status === 404) return false
    throw error
  })
}

function Changes({ changes, currency }: { changes: readonly ProductChange[]; currency: string | undefined }) {
  const words = useWords()
  return (
    <div role="status">
      <Text size="sm" fw={500}>{words.say('put.changes')}</Text>
      <List size="sm">{changes.map(({ field, from, to }) => <List.Item key={field}>{words.say('put.change', { field: words.say(`product.field.${field}`), from: valueText(from, field.endsWith('Minor') ? currency : undefined, words), to: valueText(to, field.endsWith('Minor') ? currency : undefined, words) })}</List.Item>)}</List>
    </div>
  )
}

function valueText(value: unknown, currency: string | undefined, { say, money, number }: Words): string {
  if (typeof value === 'boolean') return say(value ? 'put.yes' : 'put.no')
  if (Array.isArray(value)) return value.length === 0 ? say('put.nothing') : value.join(', ')
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return say('put.nothing')
  return currency === undefined ? number(value) : money(value, currency)
}

function amountsText({ costs }: ProductDraft, field: 'costMinor' | 'freightMinor' | 'dutyMinor', currency: string | undefined): string {
  return currency === undefined || costs === null ? '' : amountText(costs[field], currency)
}

function orZero(minor: number | null | undefined): number | undefined {
  return minor === null ? 0 : minor
}
