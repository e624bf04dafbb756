import { publicationAt } from '#engine/program/timeline'
import type { Instant } from '#engine/calendar'
import { warningDays } from '#engine/member/lot-ends'
import { readTimeline } from '#server/modules/programs/index'
import { readSettings } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { readMailSettings } from '#server/platform/mail/settings'
import { FIELDS, fieldsOf, KINDS, RISK_DAYS, type Kind } from './kinds.ts'
import { requireKind } from './require-kind.ts'
import { countSent, selectKinds, selectTexts } from './messages.store.ts'
import type * as shapes from './schemas.ts'

const COUNTED_MS = 30 * 86_400_000

/** The mails on what happens to members, whether each is sent, how many went, and in which languages the store has words of its own. */
export async function listMessages(ctx: ReadContext): Promise<shapes.Messages> {
  const [{ languages }, { isSet }] = [await readSettings(ctx), await readMailSettings(ctx)]
  return { messages: await readAll(ctx, KINDS), languages, isMailSet: isSet }
}

/** One of them. @throws AppError messages.unknown_kind */
export async function getMessage(ctx: ReadContext, { kind }: shapes.MessageName): Promise<shapes.Message> {
  return (await readAll(ctx, [requireKind(kind)]))[0] as shapes.Message
}

async function readAll(ctx: ReadContext, wanted: readonly Kind[]): Promise<shapes.Message[]> {
  const [kinds, texts, sent, reminderDays] = [await selectKinds(ctx), await selectTexts(ctx, null), await countSent(ctx, ctx.now - COUNTED_MS), await remindersOf(ctx, ctx.now)]
  return wanted.map((kind) => {
    const row = kinds.get(kind)
    return {
      kind, isOn: row?.isOn ?? false, since: row?.since ?? null, days: kind === 'tier_at_risk' ? (row?.days ?? RISK_DAYS) : null, reminderDays: kind === 'points_expiring' ? reminderDays : [], sent: sent.get(kind) ?? 0,
      ownTexts: texts.flatMap((text) => (text.kind === kind ? [text.locale as shapes.MessageText['language']] : [])), fields: fieldsOf(kind), needed: [...FIELDS[kind].must],
    }
  })
}

/** R20: how long before their end points are told of, by the program in force: of every unit that can be spent, the longest first. */
async function remindersOf(ctx: ReadContext, at: Instant): Promise<number[]> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) return []
  const { program } = publicationAt(timeline, at)
  const policies = [...Object.values(program.units).map(({ expiry }) => expiry), ...program.rules.flatMap(({ expiry }) => expiry ?? [])]
  return [...new Set(policies.flatMap((policy) => [...warningDays(policy)]))].sort((a, b) => b - a)
}
