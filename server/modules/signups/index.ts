export { signupsRoutes } from './routes.ts'
