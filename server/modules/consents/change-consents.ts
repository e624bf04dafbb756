import { lockPerson, requirePerson } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { insertConsents, selectConsents } from './consents.store.ts'
import type * as shapes from './schemas.ts'

/** What a member said of being written to, and what holds of it now. @throws AppError members.unknown, members.erased */
export async function readConsents(ctx: ReadContext, { member }: shapes.ReadConsents): Promise<shapes.Consents> {
  const { memberId, selves } = await requirePerson(ctx, member)
  const history = await selectConsents(ctx, selves)
  return { memberId, consents: newestOf(history), history }
}

/** Of each channel and purpose the last word. */
function newestOf(history: readonly shapes.Consent[]): shapes.Consent[] {
  const newest = new Map<string, shapes.Consent>()
  for (const consent of history) if (!newest.has(`${consent.channel} ${consent.purpose}`)) newest.set(`${consent.channel} ${consent.purpose}`, consent)
  return [...newest.values()].sort((a, b) => (`${a.channel} ${a.purpose}` < `${b.channel} ${b.purpose}` ? -1 : 1))
}

/** Adds what a member says, or what staff say that they said. @throws AppError members.unknown, members.erased */
export async function changeConsents(ctx: WriteContext, { member, consents, locale }: shapes.ChangeConsents): Promise<shapes.Consents> {
  const { memberId } = await lockPerson(ctx, member)
  const { textVersion } = await readSettings(ctx)
  await giveConsents(ctx, { memberId, consents, locale: locale ?? null, textVersion, source: ctx.actor.kind === 'member' ? 'centre' : actorName(ctx.actor) })
  return readConsents(ctx, { member: memberId })
}

/** Adds what somebody said: with which text, in which language, where and when; nothing of where they were. */
export async function giveConsents(ctx: WriteContext, { memberId, consents, ...how }: { memberId: string; consents: readonly shapes.Said[] } & Pick<shapes.Consent, 'locale' | 'textVersion' | 'source'>): Promise<void> {
  if (consents.length > 0) await insertConsents(ctx, { memberId, consents: consents.map((said) => ({ ...said, ...how, at: ctx.now, consentId: newId('con', ctx.now) })) })
}
