export { appendEntry, type NewEntry } from './append-entry.ts'
export { maskEntry } from './mask-entry.ts'
export { auditRoutes } from './routes.ts'
export { verifyAudit } from './verify-audit.ts'
