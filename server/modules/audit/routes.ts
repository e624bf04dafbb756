import { get, type Route } from '#server/platform/route'
import { listAudit } from './list-audit.ts'
import { AuditPage, ListAudit } from './schemas.ts'

const entry = {
  number: 412, at: '2026-01-05T10:00:00Z', actorKind: 'staff', actor: 'stf_1h3kq8v2m0c4s6d8f0g2h4', actorName: 'Lin Mei', deed: 'PATCH /seats/:seat', subject: '/seats/sea_1h3kq8v2m0c4s6d8f0g2h4',
  reason: null, before: { role: 'support' }, after: { role: 'analyst' }, refusal: null,
}

/** What staff and keys did in the store. */
export const auditRoutes: readonly Route[] = [
  get({
    path: '/audit', permission: 'audit:read', input: ListAudit, output: AuditPage, run: listAudit, isOnWorldClock: true,
    summary: 'List the audit', description: 'Newest first. Entries are a hash chain, which `rockpool verify` proves; personal data in them is masked.', example: { output: { entries: [entry], next: null } },
  }),
]
