import { del, get, patch, post, type Route } from '#server/platform/route'
import { createDraft, MOST_DRAFTS } from './create-draft.ts'
import { deleteDraft } from './delete-draft.ts'
import { diffPrograms } from './diff-programs.ts'
import * as shapes from './draft-schemas.ts'
import { getDraft } from './get-draft.ts'
import { listDrafts } from './list-drafts.ts'
import { publishDraft } from './publish-draft.ts'
import { replaceDraft } from './replace-draft.ts'
import { PublishedProgram } from './schemas.ts'

const DRAFT = 'drf_1kdvdna00kb1wmzrvz4gen'
const text = `program: small-shop
name: Small shop
currency: EUR
zone: Europe/Berlin
markets: { eu: { currency: EUR, earn: "1" } }
earn:
  # a point a euro
  - { id: purchase, on: order.paid, rate: market }
`
const summary = { draft: DRAFT, name: 'Double points', revision: 1, createdAt: '2026-01-05T10:00:00Z', updatedAt: '2026-01-05T10:00:00Z' }
const draft = { ...summary, program: text, isValid: true, problems: [] }
const change = { kind: 'changed', path: 'earn[purchase].rate', before: 'market', after: '2', message: 'Rule “purchase”: “Rate” was “The rate of the market” and is now 2.' }

/** Two million characters of text, escaped. */
const BODY_BYTES = 4 * 1024 * 1024

/** Programs before they are published. When drafts were written is told by the world's clock, a sandbox's publications by its own. */
export const draftRoutes: readonly Route[] = [
  post({
    path: '/programs/drafts', permission: 'programs:draft', input: shapes.CreateDraft, output: shapes.Draft, run: createDraft, status: 201, bodyLimitBytes: BODY_BYTES, isOnWorldClock: true,
    summary: 'Create a draft', description: `Keeps a program to be worked on, as it is sent: a text keeps its comments and its layout. It may have mistakes; they come with the answer. A store has at most ${MOST_DRAFTS} drafts; one more is answered with 409.`,
    example: { input: { name: 'Double points', program: text }, output: draft },
  }),
  get({
    path: '/programs/drafts', permission: 'programs:read', input: shapes.ListDrafts, output: shapes.DraftPage, run: listDrafts, isOnWorldClock: true,
    summary: 'List drafts', example: { output: { drafts: [summary], next: null } },
  }),
  get({
    path: '/programs/drafts/:draft', permission: 'programs:read', input: shapes.GetDraft, output: shapes.Draft, run: getDraft, isOnWorldClock: true,
    summary: 'Read a draft', description: 'As it was sent, with what is wrong or unwise in it.', example: { output: draft },
  }),
  patch({
    path: '/programs/drafts/:draft', audit: 'run', permission: 'programs:draft', input: shapes.ReplaceDraft, output: shapes.Draft, run: replaceDraft, bodyLimitBytes: BODY_BYTES, isOnWorldClock: true,
    summary: 'Replace a draft', description: 'Puts another program, or another name, in the place of what there is. `revision` is the one that was read: where somebody else has changed the draft since, nothing happens and the answer is 409 with both.',
    example: { input: { revision: 1, name: 'Triple points' }, output: { ...draft, name: 'Triple points', revision: 2, updatedAt: '2026-01-05T11:00:00Z' } },
  }),
  del({
    path: '/programs/drafts/:draft', permission: 'programs:draft', input: shapes.DeleteDraft, output: shapes.DraftSummary, run: deleteDraft, isOnWorldClock: true,
    summary: 'Delete a draft', description: 'Versions that were published from it stay.', example: { output: summary },
  }),
  post({
    path: '/programs/drafts/:draft/publications', permission: 'programs:publish', input: shapes.PublishDraft, output: PublishedProgram, run: publishDraft, status: 201,
    summary: 'Publish a draft', description: 'By the rules by which a program is published; the draft stays. Send `revision` to publish what was read and nothing that came later.',
    example: { input: { mode: 'upgrades_only' }, output: { version: 2, from: '2026-01-05T10:00:00Z', warnings: [] } },
  }),
  get({
    path: '/programs/diffs', audit: 'none', permission: 'programs:read', input: shapes.DiffPrograms, output: shapes.ProgramDiff, run: diffPrograms, isNaming: true,
    summary: 'Compare two programs', description: 'What changed `from` one `to` the other, each the number of a version or the id of a draft. Entries of lists are matched by their ids: one that only stands elsewhere has moved.',
    example: { output: { from: '1', to: DRAFT, changes: [change] } },
  }),
]
