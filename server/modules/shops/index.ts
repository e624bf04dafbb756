export { openSecrets } from './handover-secrets.ts'
export { readPublicShop, readSettings } from './read-settings.ts'
export { shopsRoutes } from './routes.ts'
export { NoInput, Shop } from './schemas.ts'
