import { isCurrency, minorUnits } from '#engine/currencies'
import { parseMoney } from '#engine/money'
import { parseRatio } from '#engine/ratio'
import { ratePerMinor } from './compile-rate.ts'
import { entriesOf, itemsOf, type Draft, type DraftDocument } from './draft.ts'
import { namedEvents, type EventFields } from './events.ts'
import { nearest } from './near.ts'
import type { Notes, Path } from './problem.ts'

/** The document under check: what is left of it, and every name that its parts may use. A kind that cannot be known is null. */
export type Site = {
  draft: DraftDocument
  notes: Notes
  /** The base currency; null where it is not a currency. */
  currency: string | null
  ids: Readonly<Record<IdKind, ReadonlySet<string> | null>>
  /** The store's own events, as declared. */
  events: Readonly<Record<string, EventFields>>
  /** Every event that something sends, awards on or declares. */
  knownEvents: ReadonlySet<string>
}

export type IdKind = 'unit' | 'benefit' | 'market' | 'level' | 'discount' | 'entitlement'

/** Looks around in a document once, before its parts are checked. */
export function openSite(draft: DraftDocument, notes: Notes): Site {
  const levels = itemsOf(draft.tiers).flatMap(([, track]) => (track.levels ?? []).map((level) => level?.id))
  const isTiersWhole = !('tiers' in draft) || (draft.tiers !== undefined && draft.tiers.every((track) => track?.levels !== undefined))
  const events = Object.fromEntries(entriesOf(draft.events).map(([name, fields]) => [name, Object.fromEntries(entriesOf(fields))]))
  const triggers = itemsOf(draft.earn).flatMap(([, { on }]) => (on === undefined ? [] : [on]))
  return {
    draft,
    notes,
    currency: draft.currency !== undefined && isCurrency(draft.currency) ? draft.currency : null,
    ids: {
      unit: 'units' in draft ? namesOf(draft.units) : new Set(['points']),
      benefit: both('benefits' in draft ? namesOf(draft.benefits) : new Set(), idsOf(draft.entitlements)),
      market: namesOf(draft.markets),
      discount: idsOf(draft.discounts),
      entitlement: idsOf(draft.entitlements),
      level: isTiersWhole && levels.every((id) => id !== undefined) ? new Set(levels) : null,
    },
    events,
    knownEvents: new Set([...namedEvents(), ...Object.keys(events), ...triggers]),
  }
}

/** What levels name among their benefits. */
function both(one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): ReadonlySet<string> | null {
  return one === null || other === null ? null : new Set([...one, ...other])
}

function namesOf(entries: Readonly<Record<string, unknown>> | undefined): ReadonlySet<string> | null {
  return entries === undefined ? null : new Set(Object.keys(entries))
}

function idsOf(list: readonly ({ id?: string | undefined } | undefined)[] | undefined): ReadonlySet<string> | null {
  const ids = (list ?? []).map((entry) => entry?.id)
  return ids.every((id) => id !== undefined) ? new Set(ids) : null
}

/** Notes an id that names nothing of its kind. */
export function requireId({ ids, notes }: Site, kind: IdKind, { path, id }: { path: Path; id: string | undefined }): void {
  const known = ids[kind]
  if (id === undefined || known === null || known.has(id)) return
  notes.mistake(path, `unknown_${kind}`, { wish: 'ids', found: id, values: { ids: [...known].join(', ') || '–', near: nearest(id, known) ?? '' } })
}

/** Notes each id that an earlier entry of the list has already. */
export function requireOwnIds({ notes }: Site, path: Path, list: readonly ({ id?: string | undefined } | undefined)[] | undefined): void {
  const seen = new Map<string, number>()
  for (const [index, { id }] of itemsOf(list)) {
    if (id === undefined) continue
    const first = seen.get(id)
    if (first === undefined) seen.set(id, index)
    else notes.mistake([...path, index, 'id'], 'duplicate_id', { found: id, values: { first: first + 1 } })
  }
}

type Amount = { path: Path; text: string | undefined; currency: string | null | undefined }

/** Notes an amount that its currency cannot hold; where it must not be 0, that too. */
export function requireAmount({ notes }: Site, { path, text, currency }: Amount, isPositive = false): void {
  if (text === undefined) return
  if (isPositive && /^[0.]+$/.test(text)) notes.mistake(path, 'zero', { found: text })
  if (currency === undefined || currency === null || !isCurrency(currency)) return
  const digits = minorUnits(currency)
  if ((text.split('.')[1] ?? '').length > digits) notes.mistake(path, 'money_decimals', { found: text, values: { currency, digits } })
  else if (!isExact(() => parseMoney(text, currency))) notes.mistake(path, 'too_many_digits', { found: text })
}

/** Notes a decimal that is 0 where that makes no sense, or too long to be held exactly. */
export function requireFactor({ notes }: Site, path: Path, text: string | undefined): void {
  if (text === undefined) return
  if (/^[0.]+$/.test(text)) notes.mistake(path, 'zero', { found: text })
  else if (!isExact(() => parseRatio(text))) notes.mistake(path, 'too_many_digits', { found: text })
}

/** Notes a percentage above 100, or too long to be held exactly. */
export function requirePercent({ notes }: Site, path: Path, text: string | undefined): void {
  if (text === undefined) return
  if (Number(text.split('.')[0]) > 100 || /^100\.0*[1-9]/.test(text)) notes.mistake(path, 'percent_over', { found: text })
  else if (!isExact(() => parseRatio(text))) notes.mistake(path, 'too_many_digits', { found: text })
}

type Rate = { rate: Draft<string | { points: number; per: string }> | undefined; currency: string | null | undefined }

/** Notes a rate that is points for nothing, or too long to be held exactly. */
export function requireRate({ notes }: Site, path: Path, { rate, currency }: Rate): void {
  if (rate === undefined || currency === undefined || currency === null || !isCurrency(currency)) return
  const { points = 1, per } = typeof rate === 'string' ? {} : rate
  if (typeof rate !== 'string' && per === undefined) return
  if (per !== undefined && /^[0.]+$/.test(per)) return notes.mistake([...path, 'per'], 'zero', { found: per })
  if (!isExact(() => ratePerMinor(typeof rate === 'string' ? rate : { points, per: per! }, currency))) {
    notes.mistake(path, 'too_many_digits', { found: typeof rate === 'string' ? rate : per! })
  }
}

/** Whether exact arithmetic has room for it. */
export function isExact(compute: () => unknown): boolean {
  try {
    compute()
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
