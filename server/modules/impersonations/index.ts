export { IMPERSONATION_COOKIES } from './cookie.ts'
export { findImpersonation, type FoundImpersonation } from './find-impersonation.ts'
export { impersonationsRoutes } from './routes.ts'
