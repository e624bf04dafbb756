import type { Database } from '#server/platform/database'
import { del, get, own, post, stream, type Call, type Reply, type Route } from '#server/platform/route'
import { createJob, previewJob } from './create-job.ts'
import { cancelJob, getJob, listJobs } from './list-jobs.ts'
import { readResult } from './read-result.ts'
import * as shapes from './schemas.ts'

type House = { database: Database }

const said = { kind: 'adjust', filter: { level: ['gold'] }, arguments: { points: 50 }, reason: 'Mid-autumn' }
const job = {
  job: 'job_1kdvdna0083nx4q9f7wj2r', ...said, status: 'waiting', listed: null, isRevealed: false, wanted: 310, done: 0, failed: 0, createdAt: '2026-01-05T10:00:00Z', createdBy: 'key_1h3kq8v2m0c4s6d8f0g2h4', createdByName: 'Shop', endedAt: null, erasedAt: null,
}

/** What staff do to many members at once. */
export const jobsRoutes: readonly Route<House>[] = [
  own({
    path: '/jobs/previews', permission: 'jobs:run', audit: 'none', input: shapes.CreateJob, output: shapes.JobPreview, run: preview,
    summary: 'Preview a job', description: 'How many members it would be about, and what it would give to all of them together. Nothing is stored.', example: { input: said, output: { members: 310, balance: 96100, points: 15500 } },
  }),
  post({
    path: '/jobs', permission: 'jobs:run', input: shapes.CreateJob, output: shapes.Job, run: createJob, status: 201, isOnWorldClock: true,
    summary: 'Start a job over many members', description: 'Done in the background, in pieces; a process that ends loses nothing and does nothing twice. It takes the permission of its deed too: members:read to export, members:write for tags, activity:record for points and tiers, coupons:write for coupons. A filter finds whoever it fits when their turn comes.',
    example: { input: said, output: job },
  }),
  get({ path: '/jobs', permission: 'jobs:run', input: shapes.ListJobs, output: shapes.JobPage, run: listJobs, isOnWorldClock: true, summary: 'List jobs', description: 'The newest first. A job is gone a week after its end.', example: { output: { jobs: [job], next: null } } }),
  get({ path: '/jobs/:job', permission: 'jobs:run', input: shapes.JobName, output: shapes.Job, run: getJob, isOnWorldClock: true, summary: 'Read a job', description: 'And how far it is.', example: { output: { ...job, status: 'running', done: 100 } } }),
  del({
    path: '/jobs/:job', permission: 'jobs:run', input: shapes.JobName, output: shapes.Job, run: cancelJob, isOnWorldClock: true,
    summary: 'Cancel a job', description: 'What it has done stays; a piece that is being done is done. One that is over stays as it is.', example: { output: { ...job, status: 'cancelled', done: 100, endedAt: '2026-01-05T10:01:00Z', erasedAt: '2026-01-12T10:01:00Z' } },
  }),
  stream({
    path: '/jobs/:job/result', permission: 'jobs:run', input: shapes.JobName, mediaType: 'text/csv', run: readResult, canConflict: true, mayReveal: true,
    summary: 'Read the result of a job', description: 'As CSV in UTF-8 with a byte order mark: the export, or with whom it failed and why. Addresses are masked unless the job was asked to reveal them and whoever reads it may, and of the staff says why; each such reading is entered in the audit. A key reads the words of the API, minor units and UTC; somebody of the staff headings, names, major units and the program’s time in the language of Accept-Language.',
    example: { output: '\uFEFFmemberId,externalId,name,code,reason\r\nmem_1kdvdna0083nx4q9f7wj2r,,,members.erased,The personal data of this member was erased.\r\n' },
  }),
]

/** A body is read, and nothing is written. */
async function preview({ database }: House, { storeId, actor, now }: Call, input: shapes.CreateJob): Promise<Reply<shapes.JobPreview>> {
  return { status: 200, body: await database.readStore(storeId, (db) => previewJob({ db, storeId, actor, now }, input)) }
}
