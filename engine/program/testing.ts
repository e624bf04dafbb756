/** A program that uses most of what a document can say; the tests of the check break it in one place at a time. */
export const SAMPLE = `program: shop
name: { en: Shop, zh-CN: 小店 }
currency: USD
zone: Europe/Berlin
units:
  points: { kind: spendable }
  stars: { kind: qualifying }
market: us
markets:
  us: { currency: USD, earn: "1", redeem: { points: 100, worth: "1.00" } }
  jp:
    currency: JPY
    zone: Asia/Tokyo
    earn: { points: 1, per: "150" }
    redeem: { points: 100, worth: "150" }
    reference_rate: "0.0066"
events:
  quiz: { score: integer, topic: text }
earn:
  - id: buy
    on: order.paid
    rate: market
    when: order.total >= 20 && order.market in ["us", "jp"]
    minimum: "5"
    rounding: floor
    base: { exclude_tags: [outlet] }
    multipliers:
      - id: eleven
        times: "2"
        dates: [2026-11-11, { from: 2026-12-11, to: 2026-12-12 }]
      - id: weekend
        times: "1.5"
        when: order.items > 2
        weekdays: [sat, sun]
    caps: { month: 500 }
  - id: quiz
    on: quiz
    when: event.score >= 80
    points: 10
    caps: { times: { day: 1 } }
  - id: daily
    on: checked_in
    unit: stars
    points: 1
    streak: { days: 7, points: 5 }
    pending: none
pending: { days: 14 }
expiry: { after: { months: 12 }, reminders: { days: [30, 7] } }
regions:
  - regions: [CA-ON, CA-QC]
    expiry: { inactivity: { years: 1 }, notice_days: 30 }
refund:
  claw: { limit_by_tier: { gold: 500 } }
  expired_points: { grace_days: 30 }
tiers:
  - id: main
    levels:
      - id: base
      - id: gold
        entry:
          any:
            - { spend: "100" }
            - { points: 50, unit: stars, window: { rolling: { days: 365 } } }
        keep: { orders: 1, window: { calendar: year } }
        benefits: [gift, ship]
    valid: { period: year, through: next }
    grace: { months: 1, round_up: month }
benefits:
  gift: { kind: gift, name: Gift }
  ship: { kind: shipping, name: Free shipping, shipping: { free_from: { us: "50", jp: "7000" } } }
limits: { spend_step: 10 }
`

/** The sample with one piece of its text replaced; the piece stands in it once. */
export function edited(piece: string, by: string): string {
  if (SAMPLE.split(piece).length !== 2) throw new Error(`the sample has ${JSON.stringify(piece)} ${SAMPLE.split(piece).length - 1} times`)
  return SAMPLE.replace(piece, () => by)
}

/** Line and column (from 1) at which a piece of a text first stands. */
export function placeOf(text: string, piece: string): { line: number; column: number } {
  const index = text.indexOf(piece)
  if (index < 0) throw new Error(`${JSON.stringify(piece)} is not in the text`)
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
