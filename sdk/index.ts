export { createRockpool, answerOf, type Rockpool, type RockpoolOptions } from './create-rockpool.ts'
export { isProblem, RockpoolError } from './errors.ts'
export type * from './contract.ts'
