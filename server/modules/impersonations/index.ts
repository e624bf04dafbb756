export { IMPERSONATION_COOKIES, impersonationCookie } from './cookie.ts'
export { findImpersonation, type FoundImpersonation } from './find-impersonation.ts'
export { impersonationsRoutes } from './routes.ts'
