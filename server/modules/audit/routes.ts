import type { Database } from '#server/platform/database'
import { get, stream, type Route } from '#server/platform/route'
import { exportAudit } from './export-audit.ts'
import { listAudit, listChoices } from './list-audit.ts'
import { AuditChoices, AuditPage, ExportAudit, ListAudit, NoInput } from './schemas.ts'

const entry = {
  number: 412, at: '2026-01-05T10:00:00Z', actorKind: 'staff', actor: 'stf_1h3kq8v2m0c4s6d8f0g2h4', actorName: 'Lin Mei', deed: 'PATCH /seats/:seat', subject: '/seats/sea_1h3kq8v2m0c4s6d8f0g2h4',
  reason: null, before: { role: 'support' }, after: { role: 'analyst' }, refusal: null,
}

/** What staff and keys did in the store. */
export const auditRoutes: readonly Route<{ database: Database }>[] = [
  get({
    path: '/audit', permission: 'audit:read', input: ListAudit, output: AuditPage, run: listAudit, isOnWorldClock: true, isNaming: true,
    summary: 'List the audit', description: 'Newest first. Entries are a hash chain, which `rockpool verify` proves; personal data in them is masked.', example: { output: { entries: [entry], names: {}, next: null } },
  }),
  get({
    path: '/audit/choices', permission: 'audit:read', input: NoInput, output: AuditChoices, run: listChoices, isOnWorldClock: true,
    summary: 'List who stands in the audit, and with which deeds', example: { output: { actors: [{ actor: entry.actor, actorKind: 'staff', actorName: 'Lin Mei' }], deeds: [entry.deed] } },
  }),
  stream({
    path: '/audit/export', permission: 'audit:read', input: ExportAudit, mediaType: 'text/csv', run: exportAudit, isOnWorldClock: true, isNaming: true,
    summary: 'Export the audit', description: 'As CSV in UTF-8 with a byte order mark, as long as it is, newest first; personal data in it is masked. A key reads the words of the API and UTC; somebody of the staff headings, names of deeds and the program’s time in the language of Accept-Language.',
    example: { output: '\uFEFFnumber,at,actorKind,actor,actorName,deed,subject,reason,before,after,refusal\r\n412,2026-01-05T10:00:00Z,staff,stf_1h3kq8v2m0c4s6d8f0g2h4,Lin Mei,PATCH /seats/:seat,/seats/sea_1h3kq8v2m0c4s6d8f0g2h4,,"{""role"":""support""}","{""role"":""analyst""}",\r\n' },
  }),
]
