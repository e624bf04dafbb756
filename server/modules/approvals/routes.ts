import type { Database } from '#server/platform/database'
import { del, get, own, post, type Route } from '#server/platform/route'
import { grantApproval, refuseApproval, withdrawApproval, type Watching } from './decide.ts'
import { changeLimit, listApprovals, readLimit } from './list-approvals.ts'
import * as shapes from './schemas.ts'

export const EXAMPLE: shapes.Approval = {
  approval: 'apr_1kdvdna0083nx4q9f7wj2r', deed: 'adjustment', member: { memberId: 'mem_1kdvdna00kb1wmzrvz4gen', name: 'Ada Byron', externalId: 'c-1001', isTest: false }, members: 1, points: 20_000, unit: 'points', reason: 'A lost parcel', status: 'waiting',
  askedBy: { id: 'stf_1h3kq8v2m0c4s6d8f0g2h4', name: 'Mei Lin' }, askedAt: '2026-01-05T10:00:00Z', decidedBy: null, decidedAt: null, note: null, isOwn: false,
} as never
const decided = { ...EXAMPLE, decidedBy: { id: 'stf_1h3kq8v2m0c4s6d8f0g2h5', name: 'Tao Wu' }, decidedAt: '2026-01-05T10:05:00Z' }

/** What is asked of a second pair of eyes. `watched` are the rows that a grant runs. */
export function approvalRoutes<H extends { database: Database }>(watched: ReadonlyMap<string, Watching<H>>): Route<H>[] {
  return [
    get({
      path: '/approvals', permission: 'members:read', input: shapes.ListApprovals, output: shapes.ApprovalPage, run: listApprovals,
      summary: 'List what waits for approval', description: 'And what became of the rest, the newest first.', example: { output: { approvals: [EXAMPLE], next: null } },
    }),
    own<H, typeof shapes.Decide, typeof shapes.Approval>({
      path: '/approvals/:approval/grants', permission: 'approvals:write', input: shapes.Decide, output: shapes.Approval, status: 201, run: (house, call, input) => grantApproval(watched, house, { call, input }),
      summary: 'Grant what a colleague asked for', description: 'It is done at once, as whoever asked. Nobody grants what they asked for themselves, and no key grants anything; nor is it done where it would give more by now than when it was asked for.', example: { input: { note: 'Seen the photos' }, output: { ...decided, status: 'granted', note: 'Seen the photos' } },
    }),
    post({
      path: '/approvals/:approval/refusals', permission: 'approvals:write', input: shapes.Decide, output: shapes.Approval, run: refuseApproval, status: 201,
      summary: 'Refuse what a colleague asked for', example: { input: { note: 'Half of it is enough' }, output: { ...decided, status: 'refused', note: 'Half of it is enough' } },
    }),
    del({
      path: '/approvals/:approval', permission: 'activity:record', input: shapes.ApprovalName, output: shapes.Approval, run: withdrawApproval,
      summary: 'Withdraw what one asked for', description: 'Only whoever asked, while it waits.', example: { output: { ...decided, status: 'withdrawn' } },
    }),
    get({ path: '/approval-limit', permission: 'members:read', input: shapes.ReadLimit, output: shapes.ApprovalLimit, run: readLimit, summary: 'Read above how many points nobody acts alone', example: { output: { points: 5_000 } } }),
    post({
      path: '/approval-limit', permission: 'staff:write', input: shapes.ApprovalLimit, output: shapes.ApprovalLimit, run: changeLimit, status: 201,
      summary: 'Say above how many points nobody acts alone', description: 'Counted for one adjustment, or for all members of a job together. null takes the limit away. Whoever decides then needs `approvals:write`, and cannot be who asked.', example: { input: { points: 5_000 }, output: { points: 5_000 } },
    }),
  ]
}
