export { addressesRoutes } from './routes.ts'
export { addAddress } from './change-addresses.ts'
export { eraseAddresses, exportAddresses } from './privacy.ts'
export { KnownAddress } from './schemas.ts'
