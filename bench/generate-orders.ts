import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { instantText, parseInstant } from '#engine/calendar'
import { openChance } from '#server/demo/chance'

const HEADER = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping,tax,kind,refunded_order\n'
const FIRST = parseInstant('2024-01-01T00:00:00Z')
const MINUTES = 2 * 365 * 24 * 60
const ORDERS_PER_MEMBER = 10
const REFUND_RATE = 0.05
const LINES_A_WRITE = 20_000

/** Writes a made-up history in the general layout: so many orders of a tenth as many members over two years, in no order; one in twenty comes back. */
export async function generateOrders(file: string, orders: number, seed: number): Promise<void> {
  const chance = openChance(seed)
  const out = createWriteStream(file)
  let lines: string[] = [HEADER]
  for (let order = 1; order <= orders; order += 1) {
    const member = `m${chance.between(1, Math.ceil(orders / ORDERS_PER_MEMBER))}`
    const minute = chance.between(0, MINUTES)
    const facts = `${member},${timeAt(minute)},USD`
    const bought = Array.from({ length: chance.between(1, 3) }, (_, line) => ({ line: line + 1, quantity: chance.between(1, 3), price: `${chance.between(5, 120)}.${chance.between(10, 99)}` }))
    for (const { line, quantity, price } of bought) lines.push(`O${order},${line},${facts},S${chance.between(1, 500)},${quantity},${price},,4.90,,order,\n`)
    if (chance.isLucky(REFUND_RATE)) {
      const { line, price } = bought[0]!
      lines.push(`R${order},${line},${member},${timeAt(minute + chance.between(1, 30 * 1440))},USD,S1,1,${price},,,,refund,O${order}\n`)
    }
    if (lines.length >= LINES_A_WRITE) {
      if (!out.write(lines.join(''))) await once(out, 'drain')
      lines = []
    }
  }
  out.end(lines.join(''))
  await once(out, 'finish')
}

function timeAt(minute: number): string {
  return instantText(FIRST + minute * 60_000)
}
