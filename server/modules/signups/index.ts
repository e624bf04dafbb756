export { readCentre } from './subscribe.ts'
export { signupsRoutes } from './routes.ts'
