import { Type, type Static } from 'typebox'
import { RosterMember } from '#server/modules/roster/index'
import { CLOSED, Cursor, Language, Limit, PlainText, Time } from '#server/platform/schemas'

const MOST_MONTHS = 120

export const CreateBacktest = Type.Object({
  draft: Type.Optional(PlainText),
  version: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'the number of a version, such as 3' })),
  months: Type.Unsafe<number>({ ...Type.Integer({ minimum: 1, maximum: MOST_MONTHS }), default: 12, description: `how many months until now, 1 to ${MOST_MONTHS}; 12 unless told` }),
  isWhole: Type.Unsafe<boolean>({ ...Type.Boolean(), default: false, description: 'whether the program is tried on all that ever happened, however long ago' }),
  locale: Language,
}, { ...CLOSED, title: 'CreateBacktest', description: 'either draft or version' })
export type CreateBacktest = Static<typeof CreateBacktest>

const Count = Type.Integer({ minimum: 0 })
const Whole = Type.Integer()
const Minor = (description: string) => Type.Integer({ description: `${description}, in minor units of the base currency` })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) => Type.Union([schema, Type.Null()], { description })
const Levels = Type.String({ description: 'the level, "gold"; several with commas where tracks are kept apart, "spend/gold,club/member"; "none" is below the first' })

/** What was tried, and how far it is. */
export const Backtest = Type.Object({
  backtest: Type.String(), name: Type.String({ description: 'of the draft, or of the program of the version' }),
  draft: orNull(Type.String(), 'the draft that is tried; null where it is a version'), revision: orNull(Type.Integer(), 'the revision of the draft'), version: orNull(Type.Integer(), 'the version that is tried; null where it is a draft'),
  against: Type.Integer({ minimum: 1, description: 'the version in force, which is tried beside it' }),
  from: orNull(Time, 'when the span begins; null: with the first event'), to: Type.Unsafe<number>({ ...Time, description: 'when it ends: this instant is out' }),
  status: Type.Enum(['waiting', 'running', 'done', 'failed'], { description: '"failed": it could not be run over what happened to a member' }),
  members: Type.Object({ looked: Count, all: Count }, { ...CLOSED, title: 'BacktestProgress' }),
  createdAt: Time, createdBy: Type.String(), endedAt: Type.Union([Time, Type.Null()]), failedOn: orNull(Type.String(), 'the member whose history it could not be run over; null unless it failed'),
}, { ...CLOSED, title: 'Backtest' })
export type Backtest = Static<typeof Backtest>

const BacktestLevel = Type.Object({
  level: Type.String({ description: 'as figures name it: "gold", or "track/gold" where tracks are kept apart; "none" is below the first' }), name: orNull(Type.String(), 'in the language of the answer; null below the first level'),
  members: Type.Integer({ description: 'who stands there as the span ends' }), debtors: Count, liabilityMinor: Minor('what their points cost then'),
  orders: Type.Integer({ description: 'orders that were placed from this level' }), spendMinor: Minor('what those came to, net of what came back'),
  discountMinor: Minor('what the level’s price and discounts would take off them'), keptMinor: Minor('what the points cost that they earned, less those taken back or expired'),
  marginMinor: orNull(Whole, 'what would stay of them; null where the program has no floor, or whoever asks may not see costs'),
}, { ...CLOSED, title: 'BacktestLevel' })

const BacktestPrices = Type.Object({
  orders: Count, unpriced: Type.Integer({ description: 'orders in a currency that no market has' }), retailMinor: Minor('goods without any discount'), discountMinor: Minor('what prices and discounts would take off'),
  toldMinor: Minor('what discounts of that day took off'), shippingMinor: Minor('shipping that buyers would not pay'), pointsMinor: Minor('what the points earned are worth, without those that rewards took'),
  giftMinor: orNull(Whole, 'what gifts cost; null for whoever may not see costs'), marginMinor: orNull(Whole, 'what would stay; null as giftMinor, and where the program has no floor'),
}, { ...CLOSED, title: 'BacktestPrices' })

const BacktestRewards = Type.Object({
  redemptions: Type.Integer({ description: 'rewards that members took: these happened' }), points: Whole, uses: Type.Integer({ description: 'uses of services that levels would give' }),
  costMinor: orNull(Whole, 'what those rewards cost; null for whoever may not see costs'), servicesMinor: orNull(Whole, 'what the services cost if all are used; null as costMinor'),
}, { ...CLOSED, title: 'BacktestRewards' })

/** A program over the span: `before` is the one in force, `after` the one that is tried. */
export const BacktestSide = Type.Object({
  name: Type.String({ description: 'of the program, in the language of the answer' }),
  members: Count, orders: Count, refunds: Count, spendMinor: Minor('what orders of the span came to, net of discounts, tax and what came back'),
  issued: Whole, clawed: Whole, spent: Whole, expired: Whole,
  keptMinor: Minor('what the points cost that were issued, less those taken back or expired'),
  balance: Type.Integer({ description: 'active less debt of all members as the span ends' }), pending: Whole, debt: Whole, debtors: Type.Integer({ description: 'members with a balance below 0' }),
  openingMinor: Minor('what all points cost as the span begins'), liabilityMinor: Minor('what they cost as it ends, if all are used'),
  up: Type.Integer({ description: 'moves to a higher level within the span' }), down: Type.Integer({ description: 'moves to a lower one' }),
  levels: Type.Array(BacktestLevel),
  months: Type.Array(Type.Object({ month: Type.String({ description: 'such as "2026-11"; the first and the last may be cut off' }), issued: Whole, spent: Whole, expired: Whole, liabilityMinor: Minor('as it ended') }, { ...CLOSED, title: 'BacktestMonth' })),
  rules: Type.Array(Type.Object({ rule: Type.String({ description: 'the id of a rule, or what else issued points, such as "adjust"' }), name: orNull(Type.String(), 'in the language of the answer'), times: Count, points: Whole }, { ...CLOSED, title: 'BacktestRule' })),
  prices: orNull(BacktestPrices, 'null where the program has no prices'), rewards: orNull(BacktestRewards, 'null where the program has no rewards and no services'),
}, { ...CLOSED, title: 'BacktestSide' })
export type BacktestSide = Static<typeof BacktestSide>

export const BacktestReport = Type.Object({
  currency: Type.String({ description: 'the base currency of both programs' }),
  before: BacktestSide, after: BacktestSide,
  moves: Type.Array(Type.Object({ from: Levels, to: Levels, members: Type.Integer({ minimum: 1 }) }, { ...CLOSED, title: 'BacktestMove' }), { description: 'where members would stand as the span ends, by where they stand by the program in force; the most first' }),
  moving: Type.Integer({ description: 'members who would stand elsewhere' }), listed: Type.Integer({ description: 'how many of them are listed' }),
  hasSharedLimits: Type.Boolean({ description: 'whether a program gives something that all members share; that is given out member by member here, and not in the order of time' }),
  hidesCosts: Type.Boolean({ description: 'whether costs and margins are left out, as whoever asks may not see them (catalogue:costs)' }),
}, { ...CLOSED, title: 'BacktestReport' })
export type BacktestReport = Static<typeof BacktestReport>

export const ReportedBacktest = Type.Object({ ...Backtest.properties, report: orNull(BacktestReport, 'null until it is done') }, { ...CLOSED, title: 'ReportedBacktest' })
export type ReportedBacktest = Static<typeof ReportedBacktest>

export const BacktestName = Type.Object({ backtest: PlainText }, CLOSED)
export type BacktestName = Static<typeof BacktestName>
export const ReadBacktest = Type.Object({ backtest: PlainText, locale: Language }, CLOSED)
export type ReadBacktest = Static<typeof ReadBacktest>
export const ListBacktests = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListBacktests = Static<typeof ListBacktests>
export const BacktestPage = Type.Object({ backtests: Type.Array(Backtest), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'BacktestPage' })
export type BacktestPage = Static<typeof BacktestPage>

export const ListMovers = Type.Object({
  backtest: PlainText, from: Type.Optional(PlainText), to: Type.Optional(PlainText), after: Type.Optional(Cursor), limit: Limit,
}, CLOSED)
export type ListMovers = Static<typeof ListMovers>

const { memberId, externalIds, name, email } = RosterMember.properties
export const MoverPage = Type.Object({
  movers: Type.Array(Type.Object({
    memberId, externalIds, name, email, from: Levels, to: Levels, beforeBalance: Type.Integer({ description: 'active less debt as the span ends, by the program in force' }), afterBalance: Type.Integer({ description: 'the same by the program that is tried' }),
    spendMinor: Minor('what they bought in the span'),
  }, { ...CLOSED, title: 'Mover' })), next: Type.Union([Cursor, Type.Null()]),
}, { ...CLOSED, title: 'MoverPage' })
export type MoverPage = Static<typeof MoverPage>
