export { refuseApproval } from './decide.ts'
export { changeLimit } from './list-approvals.ts'
export { keepRequest, needApproval } from './need-approval.ts'
export { eraseApprovals } from './privacy.ts'
