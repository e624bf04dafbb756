import { getStore } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import { DEFAULT_SETTINGS } from './default-settings.ts'
import { textsOfPages } from './own-texts.ts'
import type * as shapes from './schemas.ts'
import { selectSecrets, selectSettings } from './shops.store.ts'

/** What holds for a store: its own settings, and for those that it does not name, ours. */
export async function readSettings(ctx: ReadContext): Promise<shapes.Settings> {
  return { ...DEFAULT_SETTINGS, ...(await selectSettings(ctx))?.settings }
}

/** The same for staff, with the handle and when hand-over secrets end. */
export async function readShopSettings(ctx: ReadContext): Promise<shapes.ShopSettings> {
  const { handle } = await getStore(ctx)
  const known = await selectSettings(ctx)
  const secrets = (await selectSecrets(ctx, ctx.now)).map(({ secretId, createdAt, expiresAt }) => ({ secret: secretId, createdAt, expiresAt }))
  return { handle, ...DEFAULT_SETTINGS, ...known?.settings, secrets, changedAt: known?.changedAt ?? null }
}

/** What anybody may know; where the widget may be, and which secrets there are, is not among it. */
export async function readPublicShop(ctx: ReadContext): Promise<Omit<shapes.Shop, 'providers'>> {
  const { handle, name, kind } = await getStore(ctx)
  const { languages, isOpen, isMailingList, ways, ageGate, doubleOptIn, stepUpPoints, textVersion, links, orderAgainUrl, theme, widget } = await readSettings(ctx)
  return { handle, name, isSandbox: kind === 'sandbox', languages, isOpen, isMailingList, ways, ageGate, doubleOptIn, stepUpPoints, textVersion, links, orderAgainUrl, theme, widget: { ...widget, texts: textsOfPages(widget.texts) } }
}
