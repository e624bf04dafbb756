import type { Cost, Product } from '#sdk/index'
import type { PutProduct } from '#tables/catalogue-shapes'

/** A product as a form has it; its costs where whoever looks may see them. */
export type ProductDraft = Omit<Required<PutProduct>, 'costMinor' | 'freightMinor' | 'dutyMinor'> & { costs: Omit<Cost, 'sku'> | null }

/** What would be put other than it is, by the word of the field; `from` is null of a new product. */
export type ProductChange = { field: 'name' | 'tags' | 'minQuantity' | 'increment' | 'isGiftCard' | 'isSaleItem' | 'isRetired' | 'costMinor' | 'freightMinor' | 'dutyMinor'; from: unknown; to: unknown }

const FIELDS = ['name', 'tags', 'minQuantity', 'increment', 'isGiftCard', 'isSaleItem', 'isRetired'] as const
const COSTS = ['costMinor', 'freightMinor', 'dutyMinor'] as const

/** A new product: what is nothing in particular. */
export const NEW_PRODUCT: ProductDraft = { sku: '', name: null, tags: [], minQuantity: 1, increment: 1, isGiftCard: false, isSaleItem: false, isRetired: false, costs: { costMinor: null, freightMinor: 0, dutyMinor: 0 } }

/** A product that is there, as a form has it. */
export function draftOf({ access: _, ...product }: Product, costs: Cost | null): ProductDraft {
  return { ...product, costs: costs === null ? null : { costMinor: costs.costMinor, freightMinor: costs.freightMinor, dutyMinor: costs.dutyMinor } }
}

/** The same as the API takes it: costs that one may not see are not named, and stay. */
export function bodyOf({ costs, ...product }: ProductDraft): PutProduct {
  return { ...product, ...costs }
}

export function changesOf(before: ProductDraft, after: ProductDraft): ProductChange[] {
  const isOther = (from: unknown, to: unknown): boolean => JSON.stringify(from) !== JSON.stringify(to)
  return [
    ...FIELDS.map((field) => ({ field, from: before[field], to: after[field] })),
    ...COSTS.map((field) => ({ field, from: before.costs?.[field], to: after.costs?.[field] })),
  ].filter(({ from, to }) => isOther(from, to))
}
