/** What somebody has ordered. */
export type OwnOrder = { order: string; at: string; totalMinor: number; currency: string; lines: readonly { sku: string; quantity: number }[] }
export type OwnOrders = { orders: readonly OwnOrder[] }

/**
 * The address of the shop that takes an order again, of what the store has set: `{order}` is its number, `{lines}` its lines as `sku:quantity` with commas between. Each part is encoded
 * by itself, so that no sku adds to the address; null where the store has set none, or there is nothing to order.
 */
export function orderAgainUrl(address: string | null, { order, lines }: Pick<OwnOrder, 'order' | 'lines'>): string | null {
  if (address === null || lines.length === 0) return null
  const fields: Readonly<Record<string, string>> = { order: encodeURIComponent(order), lines: lines.map(({ sku, quantity }) => `${encodeURIComponent(sku)}:${quantity}`).join(',') }
  const url = address.replace(/\{(order|lines)\}/g, (_, name: string) => fields[name] ?? '')
  return URL.canParse(url) && new URL(url).protocol === 'https:' ? url : null
}
