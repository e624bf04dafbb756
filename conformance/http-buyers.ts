import { parseInstant, type Instant } from '#engine/calendar'
import type { Answer, BuyersEvent } from './driver.ts'

type Json = Record<string, unknown>
type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<{ status: number; body: Json }>

/** Tells a server who buys for which company, as staff do it: at the time of the request, of members who are made first. */
export function openBuyers(ask: Ask, advance: (until: Instant) => Promise<void>): { tell: (event: BuyersEvent) => Promise<Answer>; areThere: () => boolean } {
  const done = new Set<string>()
  const have = async (id: string, kind: 'person' | 'company') => {
    if ((await ask('GET', `/members/${encodeURIComponent(id)}`)).status === 404) requireGood(await ask('POST', '/members', { externalIds: [id], kind }))
  }
  return {
    areThere: () => done.size > 0,
    tell: async (event) => {
      const { id, member, buyer, role } = event
      if (done.has(id)) return { status: 'duplicate' }
      done.add(id)
      await advance(parseInstant(event.occurredAt))
      await have(member, 'company')
      await have(buyer, 'person')
      const path = `/members/${encodeURIComponent(member)}/buyers`
      requireGood(event.type === 'company.buyer_added' ? await ask('POST', path, { buyer, role }) : await ask('DELETE', `${path}/${encodeURIComponent(buyer)}`))
      return { status: 'accepted' }
    },
  }
}

/** @throws Error with what the server said instead */
function requireGood({ status, body }: { status: number; body: Json }): void {
  if (status >= 300) throw new Error(`the server answered ${status}: ${JSON.stringify(body)}`)
}
