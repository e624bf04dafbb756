import { listKeyNames } from '#server/modules/keys/index'
import { selectPeople } from '#server/modules/staff/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectEntries } from './audit.store.ts'
import type { AuditPage, ListAudit } from './schemas.ts'

/** The audit of the store, newest first, in pages; `after` is the `next` of the page before. @throws AppError audit.wrong_page */
export async function listAudit(ctx: ReadContext, { after: behind, limit, ...filter }: ListAudit): Promise<AuditPage> {
  const last = behind === undefined ? Number.MAX_SAFE_INTEGER : Number(behind)
  if (!Number.isSafeInteger(last)) throw new AppError('invalid', 'audit.wrong_page')
  const rows = await selectEntries(ctx, { filter, before: last, most: limit + 1 })
  const page = rows.slice(0, limit)
  const names = new Map([
    ...(await selectPeople(ctx.db, page.filter(({ actorKind }) => actorKind === 'staff').map(({ actor }) => actor))).map(({ staffId, name }) => [staffId, name] as const),
    ...(await listKeyNames(ctx, page.filter(({ actorKind }) => actorKind === 'key').map(({ actor }) => actor))).map(({ key, name }) => [key, name] as const),
  ])
  const entries = page.map(({ hash: _, before, after, ...row }) => ({ ...row, before: told(before), after: told(after), actorName: names.get(row.actor) ?? null }))
  return { entries, next: rows.length > limit ? String(page.at(-1)?.number) : null }
}

function told(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
