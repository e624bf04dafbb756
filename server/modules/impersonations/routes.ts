import type { Database } from '#server/platform/database'
import { get, own, type Route } from '#server/platform/route'
import { endImpersonation, impersonateMember, readImpersonation } from './impersonate-member.ts'
import * as shapes from './schemas.ts'

const NAME = 'imp_1kdvdna0083nx4q9f7wj2r'

/** Looking at the centre as a member sees it. */
export const impersonationsRoutes: readonly Route<{ database: Database }>[] = [
  own({
    path: '/members/:member/impersonations', permission: 'members:impersonate', isOnWorldClock: true, input: shapes.Impersonate, output: shapes.Impersonation, run: impersonateMember, status: 201,
    summary: 'See the member centre as a member', description: 'For staff, with a reason, for 15 minutes: the centre at /m/<handle>/ then shows in this browser what the member sees, e-mail and phone masked. Nothing can be changed meanwhile, and nothing tells the member. Whoever looks at another member looks at this one no more.',
    example: { input: { reason: 'Rang about a coupon that is not there' }, output: { impersonation: NAME, memberId: 'mem_1kdvdna0083nx4q9f7wj2r', handle: 'reef', expiresAt: '2026-01-05T10:15:00Z' } },
  }),
  get({
    path: '/impersonations/:impersonation', permission: 'members:impersonate', isOnWorldClock: true, input: shapes.ImpersonationName, output: shapes.Looking, run: readImpersonation,
    summary: 'Read who looks at the member centre as whom', description: 'While it lasts.', example: { output: { impersonation: NAME, memberId: 'mem_1kdvdna0083nx4q9f7wj2r', staff: 'stf_1h3kq8v2m0c4s6d8f0g2h4', startedAt: '2026-01-05T10:00:00Z', expiresAt: '2026-01-05T10:15:00Z' } },
  }),
  own({
    path: '/impersonations/:impersonation', method: 'DELETE', permission: 'members:impersonate', isOnWorldClock: true, input: shapes.ImpersonationName, output: shapes.ImpersonationName, run: endImpersonation,
    summary: 'Look at the member centre no more', description: 'Only whoever looks ends it, while it lasts.', example: { output: { impersonation: NAME } },
  }),
]
