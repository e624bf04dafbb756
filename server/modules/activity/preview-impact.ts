import { Compile } from 'typebox/compile'
import { dayText } from '#engine/calendar'
import { BEGINNING } from '#engine/program/timeline'
import { shown } from '#engine/shape'
import { costMinor } from '#engine/simulate/cost'
import { addPreview, openPreview, previewMember, type Preview, type Previewing, type Touched } from '#engine/simulate/preview'
import { isContact, seesIdsWhole, selectExternalIds } from '#server/modules/members/index'
import { extendTimeline, requireDraft, requireVersion } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requirePermission } from '#server/platform/require-permission'
import { countMembers, selectHeadsAfter } from './impact.store.ts'
import { Carried, type PreviewImpact, type PreviewRestoring, type PublicationImpact, type RestoringImpact } from './impact-schemas.ts'
import { openAccounts, withParts } from './read-accounts.ts'

/** Members whose parts are in memory at once. */
const PAGE = 500
const NAMED = 10

const carried = Compile(Carried)

/**
 * R19, R27: what publishing a draft would do to the store's members as they are now: who moves, which points get an end or are lost, what
 * all points cost. Looks at a bounded number of members and leaves the rest, with the sums so far, to the next request. Writes nothing.
 * @throws AppError programs.draft_unknown, programs.draft_changed, programs.wrong, programs.published_meanwhile, http.wrong_shape, and as publishProgram
 */
export async function previewImpact(ctx: ReadContext, { draft, ...asked }: PreviewImpact): Promise<PublicationImpact> {
  const { revision, impact } = await look(ctx, { ...asked, read: async (revision) => requireDraft(ctx, { draft, revision }) })
  return { draft, revision, ...impact }
}

/** The same of publishing an earlier version again. @throws AppError programs.version_unknown, and as previewImpact */
export async function previewRestoring(ctx: ReadContext, { version, ...asked }: PreviewRestoring): Promise<RestoringImpact> {
  const { impact } = await look(ctx, { ...asked, read: async () => ({ program: (await requireVersion(ctx, version)).document, revision: 1 }) })
  return { restores: Number(version), ...impact }
}

/** What is looked at, however it is kept; a draft at the revision of the first request. */
type Asked = Omit<PreviewImpact, 'draft'> & { read: (revision: number | undefined) => Promise<{ program: unknown; revision: number }> }

async function look(ctx: ReadContext, input: Asked): Promise<{ revision: number; impact: Omit<PublicationImpact, 'draft' | 'revision'> }> {
  const { members } = input
  const { previewing, sum } = await begin(ctx, input)
  if (sum.named > 0) requirePermission(ctx.actor, 'activity:read')
  let isOver = false
  for (let left = members; left > 0 && !isOver; left -= PAGE) {
    const most = Math.min(PAGE, left)
    isOver = (await lookAtPage(ctx, previewing, { sum, most })) < most
  }
  const { preview, revision, version, mode, from, at, all } = sum
  const impact = {
    version, mode, from: from === BEGINNING ? null : from, at, members: { looked: preview.members, all: Math.max(all, preview.members) },
    moves: preview.moves.map((move) => ({ ...move, from: [...move.from], to: [...move.to] })),
    ending: touchedOf(preview.ending), sooner: touchedOf(preview.sooner), lost: touchedOf(preview.lost),
    liability: { currency: previewing.draft.program.currency, beforeMinor: costMinor(preview.liability.before), afterMinor: costMinor(preview.liability.after) },
    next: isOver ? null : Buffer.from(JSON.stringify(sum)).toString('base64url'),
  }
  return { revision, impact }
}

type Sum = Omit<Carried, 'preview'> & { preview: Preview }

/** The first request says what to look at; those that follow carry on with the same, or are refused. */
async function begin(ctx: ReadContext, input: Asked): Promise<{ previewing: Previewing; sum: Sum }> {
  const before = input.after === undefined ? null : readCarried(input.after)
  const { program, revision } = await input.read(before?.revision)
  const { mode, from } = before ?? input
  const { timeline, publication } = await extendTimeline({ ...ctx, now: before?.asked ?? ctx.now }, { program, mode, from })
  if (before !== null) {
    if (before.version !== publication.version) throw new AppError('conflict', 'programs.published_meanwhile', { version: before.version })
    requireSame(input, before)
    return { previewing: { timeline, draft: publication, at: before.at }, sum: before }
  }
  const first = publication.from === BEGINNING ? ctx.now : publication.from
  const { at = first, named = NAMED } = input
  if (at < first) throw wrongShape('at', at, 'a time that is not before the publication')
  const sum: Sum = {
    asked: ctx.now, revision, version: publication.version, mode: publication.mode, from: publication.from, at, named, all: await countMembers(ctx), lastMember: '', preview: openPreview(),
  }
  return { previewing: { timeline, draft: publication, at }, sum }
}

function readCarried(after: string): Sum {
  try {
    const value = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown
    if (carried.Check(value)) return value as Sum
  } catch {
    // What is no JSON was not made by us either.
  }
  throw wrongShape('after', after, 'the "next" of the answer before')
}

function requireSame(input: Asked, before: Sum): void {
  for (const field of ['mode', 'from', 'at', 'named'] as const) {
    if (input[field] !== undefined && input[field] !== before[field]) throw wrongShape(field, input[field], 'what the first request said, or nothing')
  }
}

function wrongShape(path: string, found: unknown, wanted: string): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: [{ path, found: shown(found), wanted }] })
}

/** Adds a page of members to the sum; says how many there were. */
async function lookAtPage(ctx: ReadContext, previewing: Previewing, { sum, most }: { sum: Sum; most: number }): Promise<number> {
  const rows = await selectHeadsAfter(ctx, { after: sum.lastMember, most })
  const accounts = await openAccounts(ctx, rows, { asking: rows.map(({ memberId }) => ({ memberId, events: [], until: previewing.at })), allLots: true })
  const seen: { memberId: string; member: ReturnType<typeof previewMember> }[] = []
  for (const [memberId, account] of accounts) seen.push({ memberId, member: await withParts(ctx, account, () => previewMember(previewing, account.state)) })
  const moving = sum.named === 0 ? [] : seen.filter(({ member }) => member.move !== null)
  const names = new Map(moving.length === 0 ? [] : (await selectExternalIds(ctx, moving.map(({ memberId }) => memberId))).filter(({ externalId }) => seesIdsWhole(ctx.actor) || !isContact(externalId)).toReversed().map(({ memberId, externalId }) => [memberId, externalId]))
  for (const { memberId, member } of seen) addPreview(sum.preview, member, { name: names.get(memberId) ?? memberId, most: sum.named })
  sum.lastMember = rows.at(-1)?.memberId ?? sum.lastMember
  return rows.length
}

function touchedOf({ members, points, cost, firstLastDay }: Touched): PublicationImpact['ending'] {
  return { members, points, costMinor: costMinor(cost), firstLastDay: firstLastDay === null ? null : dayText(firstLastDay) }
}
