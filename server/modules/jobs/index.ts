export { previewJob } from './create-job.ts'
export { runJob } from './run-job.ts'
export { jobsRoutes } from './routes.ts'
