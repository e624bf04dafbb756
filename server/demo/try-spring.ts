import { assert } from '#engine/assert'
import { createBacktest } from '#server/modules/backtests/index'
import { createDraft, listDrafts } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'

/** What the marketer thinks of for the spring: Pearl somewhat earlier, and linen earns more. */
const CHANGES = [['- { spend: "450", window', '- { spend: "380", window'], ['times: "1.5"', 'times: "2"'], ['month_days: [8]', 'month_days: [8, 18]']] as const

/** Leaves a draft in the demo store, and has it tried on the year, once. `now` is the world's time; the report is there when the worker has been through all members. */
export async function trySpring(ctx: WriteContext, { document, name }: { document: string; name: string }): Promise<void> {
  if ((await listDrafts(ctx, { limit: 1 })).drafts.length > 0) return
  const program = CHANGES.reduce((text, [from, to]) => {
    assert(text.includes(from), 'the demo’s program has what the draft changes', from)
    return text.replace(from, to)
  }, document)
  const { draft } = await createDraft(ctx, { name, program, locale: 'en' })
  await createBacktest(ctx, { draft, months: 12, isWhole: false, locale: 'en' })
}
