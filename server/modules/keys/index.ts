export { createKey } from './create-key.ts'
export { openKeyring, type Keyring } from './find-key.ts'
export { PERMISSIONS, type Permission } from './permissions.ts'
export { keysRoutes } from './routes.ts'
