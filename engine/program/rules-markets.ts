import { isZone } from '#engine/calendar'
import { isCurrency } from '#engine/currencies'
import { referencePerMinor } from './compile-rate.ts'
import { entriesOf, itemsOf, type DraftMarket } from './draft.ts'
import { nearest } from './near.ts'
import type { Path } from './problem.ts'
import { isExact, requireAmount, requireFactor, requireId, requireRate, type Site } from './site.ts'

/** Notes currencies, zones, rates and amounts of the market table that cannot be. */
export function checkMarkets(site: Site): void {
  const { draft } = site
  requireCurrency(site, ['currency'], draft.currency)
  requireZone(site, ['zone'], draft.zone)
  requireId(site, 'market', { path: ['market'], id: draft.market })
  for (const [id, market] of entriesOf(draft.markets)) checkMarket(site, ['markets', id], market)
  checkRedeem(site)
  checkMarketRates(site)
}

function checkMarket(site: Site, path: Path, { currency, zone, earn, redeem, reference_rate: reference }: DraftMarket): void {
  requireCurrency(site, [...path, 'currency'], currency)
  requireZone(site, [...path, 'zone'], zone)
  requireRate(site, [...path, 'earn'], { rate: earn, currency })
  requireAmount(site, { path: [...path, 'redeem', 'worth'], text: redeem?.worth, currency }, true)
  if (reference !== undefined) checkReference(site, [...path, 'reference_rate'], { reference, currency })
}

function checkReference(site: Site, path: Path, { reference, currency }: { reference: string; currency: string | undefined }): void {
  requireFactor(site, path, reference)
  if (currency === undefined || site.currency === null || !isCurrency(currency)) return
  if (currency !== site.currency) {
    if (!isExact(() => referencePerMinor(reference, site.currency!, currency))) site.notes.mistake(path, 'too_many_digits', { found: reference })
  } else if (!/^0*1(\.0*)?$/.test(reference)) site.notes.mistake(path, 'reference_of_base', { found: reference, values: { currency } })
}

/** Points that one market takes at checkout are taken in all of them, or in none. */
function checkRedeem({ draft, notes }: Site): void {
  const markets = entriesOf(draft.markets)
  const first = markets.find(([, { redeem }]) => redeem !== undefined)
  if (!first) return
  for (const [id, market] of markets) {
    if (!('redeem' in market)) notes.mistake(['markets', id, 'redeem'], 'redeem_missing', { isKey: true, found: id, values: { other: first[0] } })
  }
}

/** A rule that takes the market's rate finds one in every market. */
function checkMarketRates({ draft, notes }: Site): void {
  const rule = itemsOf(draft.earn).find(([, { rate }]) => rate === 'market')
  if (!rule) return
  for (const [id, market] of entriesOf(draft.markets)) {
    if ('earn' in market) continue
    notes.mistake(['markets', id, 'earn'], 'market_rate_missing', { isKey: true, found: id, values: { rule: rule[1].id ?? String(rule[0] + 1) } })
  }
}

/** Notes a code of three capitals that is no currency that amounts are held in. */
export function requireCurrency({ notes }: Site, path: Path, currency: string | undefined): void {
  if (currency !== undefined && !isCurrency(currency)) notes.mistake(path, 'unknown_currency', { wish: 'currency', found: currency })
}

function requireZone({ notes }: Site, path: Path, zone: string | undefined): void {
  if (zone === undefined || isZone(zone)) return
  notes.mistake(path, 'unknown_zone', { wish: 'zone', found: zone, values: { near: nearest(zone, Intl.supportedValuesOf('timeZone')) ?? '' } })
}
