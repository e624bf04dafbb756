import { localDay, type Instant } from '#engine/calendar'
import type { Chance } from './chance.ts'
import { COLLEAGUES } from './colleagues.ts'
import { drawTime, LAST_DAY } from './days.ts'
import type { Happening } from './happenings.ts'
import type { Shopper } from './shoppers.ts'

const [MEI, SOFIA] = [COLLEAGUES.mei.name, COLLEAGUES.sofia.name]

type Life = { shopper: Shopper; joinedAt: Instant }

const ADJUSTMENTS: readonly (readonly [number, string, string])[] = [
  [50, 'Parcel was ten days late', SOFIA], [30, '首单尺码建议有误，补偿积分', MEI], [100, 'Wrong colour sent, customer keeps it', SOFIA],
  [20, 'Answered our survey about cot sheets', SOFIA], [60, '直播抽奖', MEI], [40, 'Forgotten points of an order by phone', SOFIA], [-40, 'Credited twice in May, agreed by e-mail', SOFIA],
]
const HANDS = [
  { level: 'pearl', days: 180, reason: 'Wrote about us in a magazine', author: SOFIA },
  { level: 'reef', days: 120, reason: '店主朋友，试用三个月', author: MEI },
  { level: 'pearl', days: 365, reason: 'Status of another program, shown by a letter', author: SOFIA },
] as const
const [FIRST_DOUBLE, DOUBLES, ADJUSTED, RAISED, SENDERS, ERASED, GOODWILL] = [9_001, 3, 40, 7, 10, 4, 60]

/** What staff do by hand, members for each other, and members twice over who become one. Whoever receives uses no points themselves. */
export function planStaff(chance: Chance, lives: readonly Life[]): { shoppers: Shopper[]; happenings: Happening[] } {
  const early = lives.filter(({ shopper, joinedAt }) => localDay(joinedAt, shopper.place.zone) < LAST_DAY - 80)
  const after = ({ shopper, joinedAt }: Life, low: number, high: number) => drawTime(chance, Math.min(LAST_DAY, localDay(joinedAt, shopper.place.zone) + chance.between(low, high)), shopper)
  const adjusted = Array.from({ length: ADJUSTED }, (): Happening => {
    const life = chance.pick(lives)
    const [points, reason, author] = chance.pick(ADJUSTMENTS)
    return { at: after(life, 6, 120), shopper: life.shopper, what: 'adjust', points, reason, author }
  })
  const raised = Array.from({ length: RAISED }, (_, index): Happening => {
    const life = chance.pick(early)
    return { at: after(life, 20, 200), shopper: life.shopper, what: 'level', ...(HANDS[index % HANDS.length] as (typeof HANDS)[number]) }
  })
  const quiet = early.filter(({ shopper }) => shopper.thrift === 0)
  const sent = Array.from({ length: quiet.length === 0 ? 0 : SENDERS }, (): Happening => {
    const life = chance.pick(early.filter(({ shopper }) => shopper.thrift > 0.6))
    const to = chance.pick(quiet)
    return { at: Math.max(after(life, 70, 300), after(to, 10, 40)), shopper: life.shopper, what: 'send', points: chance.between(3, 9) * 10, to: to.shopper }
  })
  const doubled = quiet.slice(0, DOUBLES).map((life, index) => double(chance, life, FIRST_DOUBLE + index))
  const gone = early.filter(({ shopper }) => !quiet.some((one) => one.shopper === shopper)).slice(0, ERASED)
  const erased = gone.map(({ shopper }): Happening => ({ at: drawTime(chance, LAST_DAY - 1, shopper), shopper, what: 'erase' }))
  const thrifty = early.filter(({ shopper }) => shopper.thrift > 0.6)
  const goodwill = Array.from({ length: GOODWILL }, (): Happening => {
    const { shopper } = chance.pick(thrifty)
    return { at: drawTime(chance, LAST_DAY - chance.between(3, 26), shopper), shopper, what: 'goodwill' }
  })
  return { shoppers: doubled.map(({ shopper }) => shopper), happenings: [...adjusted, ...raised, ...sent, ...doubled.flatMap(({ happenings }) => happenings), ...erased, ...goodwill] }
}

/** The same person under another address, until staff notice. */
function double(chance: Chance, { shopper: first, joinedAt }: Life, number: number): { shopper: Shopper; happenings: Happening[] } {
  const shopper: Shopper = { ...first, id: `m${number}`, thrift: 0, notes: null, source: {} }
  const day = localDay(joinedAt, first.place.zone)
  const joined: Happening = { at: drawTime(chance, day + 30, shopper), shopper, what: 'join' }
  return { shopper, happenings: [joined, { at: joined.at + 60_000, shopper, what: 'profile' }, { at: drawTime(chance, day + 45, shopper), shopper: first, what: 'merge', absorbed: shopper }] }
}
