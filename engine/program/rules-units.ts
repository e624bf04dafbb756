import { entriesOf } from './draft.ts'
import { requireCurrency } from './rules-markets.ts'
import { requireAmount, requireFactor, requireId, requirePercent, type Site } from './site.ts'

/** Notes units, benefits and shares whose settings do not fit their kind. */
export function checkUnits(site: Site): void {
  checkCredits(site)
  checkEventNames(site)
  checkBenefits(site)
  checkSharing(site)
}

function checkCredits(site: Site): void {
  for (const [id, unit] of entriesOf(site.draft.units)) {
    const path = ['units', id, 'currency']
    requireCurrency(site, path, unit.currency)
    if (unit.kind === 'store_credit' && !('currency' in unit)) site.notes.mistake(path, 'unit_currency_missing', { wish: 'currency', isKey: true, found: id })
    if (unit.kind !== undefined && unit.kind !== 'store_credit' && unit.currency !== undefined) {
      site.notes.mistake(path, 'unit_currency_needless', { isKey: true, found: unit.currency, values: { kind: unit.kind } })
    }
  }
}

function checkSharing(site: Site): void {
  const most = site.draft.companies?.sharing?.most_percent
  requireFactor(site, ['companies', 'sharing', 'most_percent'], most)
  requirePercent(site, ['companies', 'sharing', 'most_percent'], most)
}

/** `event.name` is there already. */
function checkEventNames({ draft, notes }: Site): void {
  for (const [event, fields] of entriesOf(draft.events)) {
    if (fields.name !== undefined) notes.mistake(['events', event, 'name'], 'event_field_taken', { isKey: true, found: 'name' })
  }
}

function checkBenefits(site: Site): void {
  const { draft, notes } = site
  for (const [id, { kind, percent, shipping }] of entriesOf(draft.benefits)) {
    const path = ['benefits', id]
    if (kind === 'discount' && percent === undefined && !('percent' in draft.benefits![id]!)) {
      notes.mistake([...path, 'percent'], 'percent_missing', { isKey: true, found: id })
    }
    if (percent !== undefined) {
      requireFactor(site, [...path, 'percent'], percent)
      requirePercent(site, [...path, 'percent'], percent)
      if (kind !== undefined && kind !== 'discount') notes.mistake([...path, 'percent'], 'percent_needless', { isKey: true, found: percent, values: { kind } })
    }
    if (kind === 'shipping' && !('shipping' in draft.benefits![id]!)) notes.mistake([...path, 'shipping'], 'shipping_missing', { isKey: true, found: id })
    for (const [market, amount] of entriesOf(shipping?.free_from)) {
      const place = [...path, 'shipping', 'free_from', market]
      requireId(site, 'market', { path: place, id: market })
      requireAmount(site, { path: place, text: amount, currency: draft.markets?.[market]?.currency })
    }
  }
}
