/** What the pages of shoppers read of the API's answers; the whole of them is in `sdk/`. */

export type Theme = { accent: string; onAccent: string; background: string; ink: string; radius: number; logoUrl: string | null; font: string }
/** The pages of the shop on which the launcher is, by how their paths begin. */
export type WidgetPages = { which: 'only' | 'except'; paths: readonly string[] }
export type WidgetSettings = { isOn: boolean; position: 'end' | 'start'; offsetX: number; offsetY: number; /** Left out: all of them. */ pages?: WidgetPages; texts: Readonly<Record<string, Readonly<Record<string, string>>>> }
export type Shop = { handle: string; name: string; languages: readonly string[]; isOpen: boolean; isMailingList: boolean; orderAgainUrl: string | null; theme: Theme; widget: WidgetSettings }

export type Line = { id: string; name: string; text: string; notes: readonly string[] }
export type Guide = {
  name: string
  market: string
  /** In which spend is counted. */
  currency: string
  isPaused: boolean
  earn: readonly Line[]
  units: readonly { id: string; name: string; kind: 'spendable' | 'qualifying' | 'store_credit'; currency: string | null; notes: readonly string[] }[]
  mainUnit: string
  tracks: readonly { id: string; name: string; levels: readonly { id: string; name: string; colour: string | null; entry: string; benefits: readonly { id: string; name: string; text: string | null }[] }[] }[]
}

export type Price = {
  sku: string
  quantity: number
  retailMinor: number | null
  unitMinor: number | null
  netMinor: number | null
  source: string | null
  points: number
  prior?: { lowestMinor: number | null }
}
export type Prices = { market: string; currency: string; prices: readonly Price[] }

export type Need = { what: string; have: number; need: number; missing: number; deadline: string | null }
/** Of several leaves those that are nearest to their end and together enough, by their places. */
export type NearestWay = { percent: number; needs: readonly number[] }
export type TrackProgress = { track: string; level: string | null; next: string | null; needs: readonly Need[]; nearest: NearestWay; isAtRisk: boolean }
export type Coupon = { code: string; name: string; from: string | null; until: string | null }
export type Member = { memberId: string; at: string; mainUnit: string; level: string | null; units: Readonly<Record<string, { available: number; pending: number }>> }

export type Quote = {
  currency: string
  goodsMinor: number
  toPayMinor: number
  points: { used: number; worthMinor: number; most: number }
  earns: { points: number }
  shipping: { payMinor: number; isFree: boolean; missingMinor: number | null }
  coupons: readonly { code: string; discount: string | null; isUsed: boolean }[]
  /** Lines that are not sold here, and are not in the sums. */
  unpriced: readonly { sku: string }[]
  sentences: readonly string[]
}
