import { get, type Route } from '#server/platform/route'
import { listMoments } from './list-moments.ts'
import { ListMoments, MomentPage } from './schemas.ts'

const AT = '2026-01-05T10:00:00Z'
const note = { note: 'note_1kdvdna0083nx4q9f7wj2r', text: 'Asked for a second invoice; sent.', ticket: 'ZD-1742', by: { id: 'stf_1kdvdna00kb1wmzrvz4gen', name: 'Mei Lin' }, at: AT, isOwn: true }
const mail = { mail: 'mai_1kdvdna0083nx4q9f7wj2r', kind: 'points_earned', subject: 'You have 29 points more', state: 'sent', createdAt: '2026-01-05T09:00:00Z', sentAt: '2026-01-05T09:00:02Z' }

/** What happened with a member, for whoever serves them. */
export const momentsRoutes: readonly Route[] = [
  get({
    path: '/members/:member/moments', permission: 'members:read', input: ListMoments, output: MomentPage, run: listMoments,
    summary: 'List what happened with a member', description: 'Orders and what came back of them, what the ledger moved, mails of the last 30 days without their texts, and notes, merged by time, the newest first. Asks for `activity:read` besides.',
    example: { output: { memberId: 'mem_1kdvdna00kb1wmzrvz4gen', moments: [{ at: AT, kind: 'note', order: null, points: null, mail: null, note }, { at: mail.createdAt, kind: 'mail', order: null, points: null, mail, note: null }], next: null } },
  }),
]
