export { createJob, previewJob } from './create-job.ts'
export { listJobs } from './list-jobs.ts'
export { runJob } from './run-job.ts'
export { jobsRoutes } from './routes.ts'
