import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { insertStore, type StoreKind } from './stores.store.ts'

/** Makes the store that the context names; a sandbox has a clock of its own, which starts at `clockAt`. */
export async function createStore(ctx: WriteContext, { name, kind, clockAt }: { name: string; kind: StoreKind; clockAt?: Instant }): Promise<void> {
  await insertStore(ctx, { name, kind, clockAt: kind === 'sandbox' ? (clockAt ?? ctx.now) : null })
}
