export { checkFloors } from './check-floors.ts'
export { quotesRoutes } from './routes.ts'
export type { FloorCheck } from './schemas.ts'
export { watchFloors } from './watch-floors.ts'
