export { readCauses } from './read-causes.ts'
export { momentsRoutes } from './routes.ts'
export { Cause } from './schemas.ts'
