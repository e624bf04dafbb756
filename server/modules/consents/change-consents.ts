import { lockPerson, readIdentity, requirePerson } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import { selectPeople } from '#server/modules/staff/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { isShopper } from '#server/platform/require-permission'
import { insertConsents, selectConsents, type ConsentRow } from './consents.store.ts'
import type * as shapes from './schemas.ts'

/** What a member said of being written to, and what holds of it now. @throws AppError members.unknown, members.erased */
export async function readConsents(ctx: ReadContext, { member }: shapes.ReadConsents): Promise<shapes.Consents> {
  const { memberId, selves } = await requirePerson(ctx, member)
  const history = await tellConsents(ctx, await selectConsents(ctx, selves))
  return { memberId, consents: newestOf(history), history }
}

/** Sayings as they are told: to the staff with whom of them put it down, and how it was said. What staff put down before there was a note has their id as its source. */
export async function tellConsents(ctx: ReadContext, rows: readonly ConsentRow[], { isExported = false }: { isExported?: boolean } = {}): Promise<shapes.Consent[]> {
  const isHidden = isShopper(ctx.actor) || isExported
  const staffOf = ({ source, saidTo }: ConsentRow): string | null => [saidTo, source].find((id) => id?.startsWith(STAFF)) ?? null
  const names = new Map(isHidden ? [] : (await selectPeople(ctx.db, rows.flatMap((row) => staffOf(row) ?? []))).map(({ staffId, name }) => [staffId, name]))
  return rows.map((row) => {
    const { saidTo: _, note, source, ...said } = row
    const id = staffOf(row)
    return { ...said, source: id === null ? source : 'staff', note: isHidden && !isExported ? null : note, by: isHidden || id === null ? null : { id, name: names.get(id) ?? null } }
  })
}

const STAFF = 'stf_'

/** Of each channel and purpose the last word. */
function newestOf(history: readonly shapes.Consent[]): shapes.Consent[] {
  const newest = new Map<string, shapes.Consent>()
  for (const consent of history) if (!newest.has(`${consent.channel} ${consent.purpose}`)) newest.set(`${consent.channel} ${consent.purpose}`, consent)
  return [...newest.values()].sort((a, b) => (`${a.channel} ${a.purpose}` < `${b.channel} ${b.purpose}` ? -1 : 1))
}

/** Adds what a member says, or what staff say that they said. @throws AppError members.unknown, members.erased */
export async function changeConsents(ctx: WriteContext, { member, consents, locale, note }: shapes.ChangeConsents): Promise<shapes.Consents> {
  const { memberId } = await lockPerson(ctx, member)
  const { textVersion } = await readSettings(ctx)
  const how = isShopper(ctx.actor) ? { source: 'centre' } : { source: ctx.actor.kind === 'staff' ? 'staff' : actorName(ctx.actor), note: note ?? null, saidTo: actorName(ctx.actor) }
  await giveConsents(ctx, { memberId, consents, locale: locale ?? (await readIdentity(ctx, memberId)).locale, textVersion, ...how })
  return readConsents(ctx, { member: memberId })
}

/** Adds what somebody said: with which text, in which language, where and when; nothing of where they were. */
export async function giveConsents(ctx: WriteContext, { memberId, consents, ...how }: { memberId: string; consents: readonly shapes.Said[] } & Pick<ConsentRow, 'locale' | 'textVersion' | 'source'> & Partial<Pick<ConsentRow, 'note' | 'saidTo'>>): Promise<void> {
  if (consents.length > 0) await insertConsents(ctx, { memberId, consents: consents.map((said) => ({ ...said, note: null, saidTo: null, ...how, at: ctx.now, consentId: newId('con', ctx.now) })) })
}
