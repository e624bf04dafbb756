import type { Guide, Line, Need, NearestWay } from '#member/kit/shapes'

type Benefit = { id: string; name: string; text: string | null }
export type Level = { id: string; name: string; colour: string | null; entry: string; keep: string | null; benefits: readonly Benefit[] }
export type Track = { id: string; name: string; levels: readonly Level[]; notes: readonly string[] }

/** The whole program in plain sentences. */
export type Program = Omit<Guide, 'tracks'> & {
  tracks: readonly Track[]
  rewards: readonly Line[]
  services: readonly Line[]
  offers: readonly Line[]
  questions: readonly { question: string; answer: string }[]
  terms: readonly string[]
}

export type Totals = { available: number; pending: number; reserved: number; debt: number }
export type Member = {
  memberId: string; at: string; zone: string; mainUnit: string; level: string | null
  units: Readonly<Record<string, Totals>>
  tracks: Readonly<Record<string, { level: string | null; validUntil: string | null; graceUntil: string | null; waiting: { level: string; from: string } | null }>>
}

export type Leaf = Need & { fallsOut: readonly { day: string; amount: number }[] }
export type TrackAhead = { track: string; level: string | null; next: string | null; needs: readonly Leaf[]; keep: readonly Leaf[]; nearest: NearestWay; keepNearest: NearestWay; projected: { level: string | null; at: string } | null; isAtRisk: boolean }
export type Progress = { tracks: readonly TrackAhead[] }

export type Lot = { id: string; unit: string; left: number; held: number; amount: number; isPending: boolean; activatesAt: string | null; expiresOn: string | null; earnedAt: string; sourceId: string; orderId: string | null; rule: string; zone: string }
export type Lots = { lots: readonly Lot[] }

export type Posting = { postingNo: number; unit: string; from: string; to: string; points: number; reason: string; lot: string | null; orderId: string | null; /** The order that a spend names. */ spentOn: string | null; source: string; sourceId: string; effectiveAt: string }
export type Postings = { postings: readonly Posting[] }
export type Explanation = { sentences: readonly string[] }

export type Gives = { kind: 'coupon' | 'product' | 'sample' | 'gift_card' | 'store_credit' | 'entitlement' | 'donation' | 'voucher'; to?: string; uses?: number; amountMinor?: number; currency?: string }
export type Reward = { reward: string; name: string; description: string | null; gives: Gives; points: number | null; isAffordable: boolean; missing: number; why: { code: string; sentence: string } | null; stock: number | null }
export type Rewards = { unit: string; available: number; rewards: readonly Reward[] }
export type Redemption = { redemption: string; reward: string; points: number; status: string; gives: Gives; code: string | null; validUntil: string | null; redeemedAt: string; fulfilledAt: string | null; cancelledAt: string | null }
export type Redemptions = { redemptions: readonly Redemption[] }
export type Coupon = { code: string; discount: string; name: string; from: string | null; until: string | null; status: string; usesAllowed: number | null; usesTaken: number }
export type Coupons = { coupons: readonly Coupon[] }
export type Entitlements = { entitlements: readonly { entitlement: string; name: string; issued: number; used: number; left: number; through: string | null }[] }

export type Address = { address: string; name: string | null; lines: readonly string[]; city: string | null; region: string | null; postcode: string | null; country: string; isDefault: boolean }
export type Addresses = { memberId: string; addresses: readonly Address[] }

export type Profile = {
  memberId: string; kind: string; joinedAt: string | null; name: string | null; givenName: string | null; email: string | null; phone: string | null; locale: string | null; birthday: string | null; market: string | null; region: string | null
  companies: readonly { company: string; role: string; name: string | null }[]
}
export type Consent = { channel: string; purpose: string; isGiven: boolean; at: string }
export type Consents = { consents: readonly Consent[] }
export type Session = { session: string; way: string; device: string; isCurrent: boolean; createdAt: string; seenAt: string }
export type Ways = { email: string | null; ways: readonly string[]; hasPassword: boolean; passwordChangedAt: string | null; passkeys: readonly { passkey: string; name: string; createdAt: string; usedAt: string | null }[]; hasTotp: boolean; providers: readonly string[] }
export type SignedIn = { isNew: boolean; welcome: readonly { unit: string; points: number; pending: number }[]; coupons: readonly { code: string; name: string; until: string | null }[]; claimed: boolean }
export type Statement = { from: string; to: string; units: readonly { unit: string; opening: number; closing: number; pending: number; lines: readonly { what: string; orderId: string | null; buyer: { memberId: string; name: string | null; externalIds: readonly string[] } | null; at: string; points: number }[] }[] }
export type MemberManager = { manager: { name: string; email: string } | null }
