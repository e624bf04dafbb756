import { nameActors } from '#server/modules/keys/index'
import { nameMembers, requireMember } from '#server/modules/members/index'
import { selectDraftNames } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { hasPermission } from '#server/platform/require-permission'
import { selectActors, selectDeeds, selectEntries, type EntryRow, type Filter } from './audit.store.ts'
import type { AuditChoices, AuditPage, ExportAudit, ListAudit } from './schemas.ts'

/** The audit of the store, newest first, in pages; `after` is the `next` of the page before. @throws AppError audit.wrong_page, members.unknown */
export async function listAudit(ctx: ReadContext, { after: behind, limit, ...asked }: ListAudit): Promise<AuditPage> {
  const last = behind === undefined ? Number.MAX_SAFE_INTEGER : Number(behind)
  if (!Number.isSafeInteger(last)) throw new AppError('invalid', 'audit.wrong_page')
  const rows = await selectEntries(ctx, { filter: await filterOf(ctx, asked), before: last, most: limit + 1 })
  const page = rows.slice(0, limit)
  const names = await nameActors(ctx, page.map(({ actor }) => actor))
  const entries = page.map(({ hash: _, before, after, ...row }) => ({ ...row, before: told(before), after: told(after), actorName: names.get(row.actor) ?? null }))
  return { entries, names: await namesIn(ctx, page), next: rows.length > limit ? String(page.at(-1)?.number) : null }
}

/** Who stands in the audit, by their names of now, and what was ever done. */
export async function listChoices(ctx: ReadContext): Promise<AuditChoices> {
  const actors = await selectActors(ctx)
  const names = await nameActors(ctx, actors.map(({ actor }) => actor))
  return { actors: actors.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null })), deeds: await selectDeeds(ctx) }
}

/** A member is named by any id of theirs, and stands in the audit by ours. */
async function filterOf(ctx: ReadContext, { member, subject, ...filter }: ExportAudit): Promise<Filter> {
  return { ...filter, subject: member === undefined ? subject : `/members/${await requireMember(ctx, member)}` }
}

const ID = /\b(?:mem|stf|key|drf)_[0-9a-z]{20,26}\b/g

/** What those are called whom entries name by an id; a member and a draft only for whoever may read those, an erased one not at all. */
async function namesIn(ctx: ReadContext, rows: readonly Pick<EntryRow, 'subject' | 'before' | 'after'>[]): Promise<Record<string, string>> {
  const ids = [...new Set(rows.flatMap(({ subject, before, after }) => `${subject} ${before} ${after}`.match(ID) ?? []))]
  const members = hasPermission(ctx.actor, 'members:read') ? [...(await nameMembers(ctx, ids.filter((id) => id.startsWith('mem_')))).values()] : []
  const named = members.map(({ memberId, name, externalId }) => [memberId, name ?? externalId] as const)
  const drafts = hasPermission(ctx.actor, 'programs:read') ? await selectDraftNames(ctx, ids.filter((id) => id.startsWith('drf_'))) : []
  return Object.fromEntries([...named, ...drafts.map(({ draft, name }) => [draft, name] as const), ...await nameActors(ctx, ids)].filter((entry): entry is readonly [string, string] => entry[1] !== null))
}

function told(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
