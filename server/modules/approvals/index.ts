export { needApproval } from './need-approval.ts'
export { eraseApprovals } from './privacy.ts'
