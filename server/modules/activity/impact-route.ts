import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { own, type Call, type Reply, type Route } from '#server/platform/route'
import { PreviewImpact, PreviewRestoring, PublicationImpact, RestoringImpact } from './impact-schemas.ts'
import { previewImpact, previewRestoring } from './preview-impact.ts'

/** The sums so far come along. */
const BODY_BYTES = 5 * 1024 * 1024

const none = { members: 0, points: 0, costMinor: 0, firstLastDay: null }
const impact = {
  version: 2, mode: 'all', from: '2026-02-01T00:00:00Z', at: '2026-02-01T00:00:00Z', members: { looked: 1000, all: 48213 },
  moves: [{ from: ['silver'], to: ['gold'], members: 17, named: ['customer-77', 'customer-1204'] }],
  ending: { members: 610, points: 182400, costMinor: 182400, firstLastDay: '2027-02-01' }, sooner: none, lost: none,
  liability: { currency: 'EUR', beforeMinor: 240100, afterMinor: 241800 }, next: 'eyJhc2tlZCI6MTc2…',
}

type House = { database: Database }

/** Who would move, and what it would cost, if a draft were published, or an earlier version again. */
export const impactRoutes: readonly Route<House>[] = [own({
  path: '/programs/drafts/:draft/impacts', audit: 'none', permission: 'programs:read', input: PreviewImpact, output: PublicationImpact, run: lookAhead(previewImpact), bodyLimitBytes: BODY_BYTES,
  summary: 'Preview the impact of a draft',
  description: 'What publishing a draft would do to the members as they are now, compared with not publishing it: who moves between levels, which points get an end, end sooner or are lost by `at`, and what all points cost before and after. A request looks at so many `members` and answers with the sums so far and `next`; sent again as `after`, the sums go on, until `next` is null. Not asking again ends it. Nothing is stored. To name members asks for `activity:read` besides; send `named: 0` without it.',
  example: { input: { mode: 'all', from: '2026-02-01T00:00:00Z', named: 2 }, output: { draft: 'drf_1kdvdna00kb1wmzrvz4gen', revision: 3, ...impact } },
}), own({
  path: '/programs/versions/:version/impacts', audit: 'none', permission: 'programs:read', input: PreviewRestoring, output: RestoringImpact, run: lookAhead(previewRestoring), bodyLimitBytes: BODY_BYTES,
  summary: 'Preview the impact of an earlier version', description: 'What publishing an earlier version again would do to the members as they are now, as of a draft.',
  example: { input: { mode: 'all', named: 2 }, output: { restores: 1, ...impact, version: 3 } },
})]

/** One moment of the store for each request: members who change between two of them are looked at as they are then. */
function lookAhead<Input, Output>(preview: (ctx: ReadContext, input: Input) => Promise<Output>): (house: House, call: Call, input: Input) => Promise<Reply<Output>> {
  return async ({ database }, { storeId, actor, now }, input) => ({ status: 200, body: await database.readStore(storeId, (db) => preview({ db, storeId, actor, now }, input)) })
}
