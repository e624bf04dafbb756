import type { Product } from './catalogue.ts'

/** From so many pieces on a carton price is lower. */
export const BREAK = 18
/** What is sold by the carton is sold in cartons of so many. */
export const CARTON = 6

const [PART, PART_FROM_BREAK, PART_BY_CONTRACT] = [0.52, 0.48, 0.44]
const CONTRACTED: ReadonlySet<string> = new Set(['c03', 'c07', 'c10', 'c19', 'c21'])

/** Whether a company has prices of its own. */
export function hasContract(company: string): boolean {
  return CONTRACTED.has(company)
}

/** What a piece costs a shop, in cents: half of its dollar price and a little, to ten cents. */
export function cartonMinor({ price }: Pick<Product, 'price'>, quantity: number, isByContract: boolean): number {
  const part = isByContract ? PART_BY_CONTRACT : quantity >= BREAK ? PART_FROM_BREAK : PART
  return Math.round(price * part * 10) * 10
}
