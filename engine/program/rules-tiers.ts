import { itemsOf, type Draft, type DraftTrack } from './draft.ts'
import type { Path } from './problem.ts'
import { requireEvent } from './rules-time.ts'
import type { CriteriaDocument } from './schema.ts'
import { requireAmount, requireId, requireOwnIds, type Site } from './site.ts'

/** Notes levels and criteria that name what is not there or contradict themselves (R23–R25). */
export function checkTiers(site: Site): void {
  const { draft } = site
  requireOwnIds(site, ['tiers'], draft.tiers)
  for (const [index, track] of itemsOf(draft.tiers)) checkTrack(site, ['tiers', index], track)
  const claw = draft.refund?.claw
  if (typeof claw !== 'object') return
  for (const level of Object.keys(claw.limit_by_tier ?? {})) requireId(site, 'level', { path: ['refund', 'claw', 'limit_by_tier', level], id: level })
}

function checkTrack(site: Site, path: Path, { levels, valid }: DraftTrack): void {
  requireOwnIds(site, [...path, 'levels'], levels)
  for (const [index, { entry, keep, benefits, ...level }] of itemsOf(levels)) {
    const place = [...path, 'levels', index]
    if (entry !== undefined) checkCriteria(site, [...place, 'entry'], { criteria: entry, isReviewedAlways: valid === undefined })
    if (keep !== undefined) checkCriteria(site, [...place, 'keep'], { criteria: keep, isReviewedAlways: valid === undefined })
    if (keep !== undefined && !('entry' in levels![index]!)) {
      site.notes.mistake([...place, 'keep'], 'keep_without_entry', { isKey: true, found: level.id ?? '' })
    }
    for (const [at, id] of itemsOf(benefits)) requireId(site, 'benefit', { path: [...place, 'benefits', at], id })
  }
}

/** In a track without `valid` a level is reviewed at once: what must be reached since its entry could never keep it on its first day. */
function checkCriteria(site: Site, path: Path, { criteria, isReviewedAlways }: { criteria: Draft<CriteriaDocument>; isReviewedAlways: boolean }): void {
  const [word, parts] = 'all' in criteria ? ['all', criteria.all] : 'any' in criteria ? ['any', criteria.any] : ['', undefined]
  for (const [index, part] of itemsOf(parts)) checkCriteria(site, [...path, word, index], { criteria: part as Draft<CriteriaDocument>, isReviewedAlways })
  const { currency } = site
  if ('spend' in criteria) requireAmount(site, { path: [...path, 'spend'], text: criteria.spend, currency })
  if ('company_volume' in criteria) requireAmount(site, { path: [...path, 'company_volume'], text: criteria.company_volume, currency })
  if ('points' in criteria) requireId(site, 'unit', { path: [...path, 'unit'], id: criteria.unit })
  const window = 'window' in criteria ? criteria.window : undefined
  if (isReviewedAlways && typeof window === 'object' && 'anniversary' in window && window.anniversary === 'entry') {
    site.notes.mistake([...path, 'window', 'anniversary'], 'entry_window_without_valid', { found: 'entry' })
  }
  if ('event' in criteria) requireEvent(site, [...path, 'event'], criteria.event)
}
