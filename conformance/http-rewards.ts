import type { Driver, EntitlementView, OfferView, Redemption, Told } from './driver.ts'

type Json = Record<string, unknown>
type Ask = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<{ status: number; body: Json }>

/** Whether a story tells it by a request of its own; such a one comes alone. */
export function isRedemption(told: Told): told is Redemption {
  return told.type === 'reward.redeemed' || told.type === 'reward.returned'
}

/** Rewards and entitlements as a shop asks for them: catalogue, redemptions and stock. `tell` answers as an event is answered. */
export function openRewards(ask: Ask): { tell: (told: Redemption) => Promise<Json> } & Record<'stock', Driver['stock']> & Record<'offers', Driver['rewards']> & Record<'entitlements', Driver['entitlements']> {
  const of = (member: string) => `/members/${encodeURIComponent(member)}`
  const read = async (path: string): Promise<Json> => {
    const { status, body } = await ask('GET', path)
    if (status !== 200) throw new Error(`the server answered ${status} to GET ${path}: ${JSON.stringify(body)}`)
    return body
  }
  return {
    tell: async (told) => {
      const { status, body } = told.type === 'reward.redeemed'
        ? await ask('POST', `${of(told.member)}/redemptions`, { id: told.id, reward: told.reward, ...(told.market === undefined ? {} : { market: told.market }) })
        : await ask('POST', `${of(told.member)}/redemptions/${encodeURIComponent(told.redemption)}/cancellations`, {})
      return status < 300 ? { status } : { status, problem: body }
    },
    stock: async (reward, left) => {
      const { status, body } = await ask('POST', `/rewards/${reward}/stock`, { left })
      if (status !== 200) throw new Error(`the server answered ${status}: ${JSON.stringify(body)}`)
    },
    offers: async (member) => {
      const isKnown = (await ask('GET', of(member))).status === 200
      const { rewards } = await read(`/rewards${isKnown ? `?member=${encodeURIComponent(member)}` : ''}`)
      return Object.fromEntries((rewards as Json[]).map(({ reward, points, why }): [string, OfferView] => [reward as string, { points: (points as number | null) ?? 'none', why: ((why as Json | null)?.code as string | undefined) ?? 'none' }]))
    },
    entitlements: async (member) => {
      const { entitlements } = await read(`${of(member)}/entitlements`)
      return Object.fromEntries((entitlements as Json[]).map(({ entitlement, issued, used, left, through, before, costMinor, grants }) => [entitlement as string, {
        issued, used, left, through: through ?? 'never', before, cost: costMinor, grants: (grants as Json[]).map((grant) => ({ uses: grant.uses, used: grant.used, through: grant.through ?? 'never' })),
      } as unknown as EntitlementView]))
    },
  }
}
