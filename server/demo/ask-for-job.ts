import { createJob, listJobs } from '#server/modules/jobs/index'
import { selectByEmail } from '#server/modules/staff/index'
import type { WriteContext } from '#server/platform/context'
import type { Year } from './live-year.ts'

/** Who asks, for whom she could not have known better: one number of her list is nobody's. */
const MARKETER = 'chen.yu@example.com'
const NOBODY = 'm9999'
const TAG = '亚麻春季预览'
/** So few that the feed of the store still shows its year. */
const LISTED = 6

/** Leaves a bulk job of the marketer: a tag for members who like linen, once. `now` is the world's time; it is done when the worker has been through. */
export async function askForJob({ shoppers, told }: Year, ctx: WriteContext): Promise<void> {
  const marketer = await selectByEmail(ctx.db, MARKETER)
  if (marketer === undefined || (await listJobs(ctx, { limit: 1 })).jobs.length > 0) return
  const gone = new Set(told.flatMap((one) => ('deed' in one && one.deed.do === 'erase' ? [one.member] : [])))
  const members = shoppers.flatMap(({ id, tags }) => (tags.includes('linen') && !gone.has(id) ? [id] : [])).slice(0, LISTED)
  await createJob({ ...ctx, actor: { kind: 'staff', staffId: marketer.staffId, permissions: new Set(['jobs:run', 'members:write']) } }, { kind: 'tag', members: [...members, NOBODY], arguments: { tags: [TAG] }, isRevealed: false })
}
