export { FileError } from './errors.ts'
export { stageOrders } from './stage-orders.ts'
export type { FileLine, FileOrder, StagedOrders } from './types.ts'
