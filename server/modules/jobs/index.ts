export { runJob } from './run-job.ts'
export { jobsRoutes } from './routes.ts'
