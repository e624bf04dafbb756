import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { handleOf, withEnd } from './handle.ts'
import { insertStore, type StoreKind } from './stores.store.ts'

/** Makes the store that the context names, with a handle from its name; a sandbox has a clock of its own, which starts at `clockAt`. */
export async function createStore(ctx: WriteContext, { name, kind, clockAt }: { name: string; kind: StoreKind; clockAt?: Instant }): Promise<void> {
  const made = { name, kind, clockAt: kind === 'sandbox' ? (clockAt ?? ctx.now) : null }
  for (let handle = handleOf(name); !(await insertStore(ctx, { ...made, handle }));) handle = withEnd(handleOf(name))
}
