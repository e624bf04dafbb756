export { createRockpool, answerOf, type Rockpool, type RockpoolOptions } from './create-rockpool.ts'
export { isProblem, RockpoolError, RockpoolUnreachable } from './errors.ts'
export type * from './contract.ts'
