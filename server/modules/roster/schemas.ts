import { Type, type Static } from 'typebox'
import { MemberId } from '#server/modules/members/index'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

const MOST_VALUES = 20
/** As many as somebody takes out of a list by hand. */
const MOST_WITHOUT = 1_000
/** As many as the head of a request holds (16 KiB). */
const MOST_WITHOUT_IN_A_PATH = 300
const MaybeText = Type.Union([Type.String(), Type.Null()])
const Texts = (description: string) => Type.Optional(Type.Array(PlainText, { minItems: 1, maxItems: MOST_VALUES, uniqueItems: true, description: `a list of 1 to ${MOST_VALUES}: ${description}` }))
const From = (what: string) => Type.Optional(Type.Unsafe<number>({ ...Time, description: `${what} then or later` }))
const To = (what: string) => Type.Optional(Type.Unsafe<number>({ ...Time, description: `${what} before then` }))
const Amount = (description: string) => Type.Optional(Type.Integer({ minimum: -1e12, maximum: 1e15, description }))

const Without = (most: number) => Type.Optional(Type.Array(MemberId, { minItems: 1, maxItems: most, uniqueItems: true, description: `at most ${most} members who are left out, by our ids` }))

const Filters = {
  kind: Type.Optional(Type.Enum(['person', 'company'], { description: '"person" or "company"' })),
  tag: Texts('tags that a member has, all of them'),
  level: Texts('levels of which a member stands on one, as figures name them: "gold", or "track/gold" where tracks are kept apart; "none" is below the first'),
  market: Texts('markets of which a member is in one'), region: Texts('countries or provinces of which a member is in one; a country has its provinces'),
  joinedFrom: From('joined'), joinedTo: To('joined'), activeFrom: From('last did something'), activeTo: To('last did something'),
  balanceFrom: Amount('points of the main unit, active less debt, at least'), balanceTo: Amount('the same at most'),
  spendFrom: Amount('what orders came to in all, after refunds, in minor units of the base currency, at least'), spendTo: Amount('the same at most'),
  source: Texts('words for where a member came from, such as a campaign, of which one is said of them, or of somebody who became them'),
  without: Without(MOST_WITHOUT),
  manager: Type.Optional(Type.Unsafe<string>({ ...PlainText, description: 'the colleague who looks after a member: an id of GET /managers, or "me"' })),
  hasDebt: Type.Optional(Type.Boolean({ description: 'whether a member owes points' })), hasEmail: Type.Optional(Type.Boolean({ description: 'whether an e-mail address is known' })),
  isTest: Type.Optional(Type.Boolean({ description: 'whether a member is a test member: true lists them alone, false leaves them out' })),
}

/** Which members: all of what it names must be so. */
export const RosterFilter = Type.Object(Filters, { ...CLOSED, title: 'RosterFilter' })
export type RosterFilter = Static<typeof RosterFilter>

export type RosterSort = { by: 'joined' | 'active' | 'balance' | 'spend' | 'id'; isDown: boolean }
const SORTS = ['-joined', 'joined', '-active', 'active', '-balance', 'balance', '-spend', 'spend'] as const
/** What members are sorted by; "-" is the largest or newest first. */
const SortName = Type.Enum([...SORTS], { description: `one of ${SORTS.join(', ')}; "-" is the largest or the newest first` })

export const ListRoster = Type.Object({ ...Filters, without: Without(MOST_WITHOUT_IN_A_PATH), sort: Type.Unsafe<(typeof SORTS)[number]>({ ...SortName, default: '-joined' }), after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListRoster = Static<typeof ListRoster>

export const RosterMember = Type.Object({
  memberId: MemberId, kind: Type.Enum(['person', 'company']), externalIds: Type.Array(Type.String()), name: MaybeText,
  email: Type.Union([Type.String(), Type.Null()], { description: 'masked' }), phone: Type.Union([Type.String(), Type.Null()], { description: 'masked' }),
  joinedAt: Time, lastAt: Type.Unsafe<number>({ ...Time, description: 'when the member last did something: joined, bought, did what earns, or used, held or passed on points; what staff or the shop do with them does not count' }), market: MaybeText, region: MaybeText, tags: Type.Array(Type.String()), levels: Type.Array(Type.String()),
  balance: Type.Integer({ description: 'points of the main unit: active less debt' }), debt: Type.Integer(),
  spendMinor: Type.Integer({ description: 'what orders came to after refunds, in minor units of the base currency' }), currency: Type.Union([Type.String(), Type.Null()], { description: 'the base currency, of spendMinor; null while no program is published' }), orders: Type.Integer({ description: 'orders that were not wholly refunded' }), isTest: Type.Boolean({ description: 'whether the figures of the store leave the member out' }),
}, { ...CLOSED, title: 'RosterMember' })
export type RosterMember = Static<typeof RosterMember>

/** A number of members that is told exactly up to a bound. */
const BoundedCount = Type.Object({ members: Type.Integer(), isMore: Type.Boolean({ description: 'whether there are more than that' }) }, { ...CLOSED, title: 'BoundedCount' })

export const RosterPage = Type.Object({
  members: Type.Array(RosterMember), next: Type.Union([Cursor, Type.Null()]),
  total: Type.Union([BoundedCount, Type.Null()], { description: 'how many there are, on the first page; null on those behind it' }),
}, { ...CLOSED, title: 'RosterPage' })
export type RosterPage = Static<typeof RosterPage>

const COLUMNS = ['externalIds', 'name', 'email', 'phone', 'kind', 'joinedAt', 'lastAt', 'market', 'region', 'tags', 'levels', 'balance', 'debt', 'spendMinor', 'orders'] as const
export type RosterColumn = (typeof COLUMNS)[number]
/** Columns of the list, in the order in which they are shown. */
export const Columns = Type.Array(Type.Enum([...COLUMNS]), { minItems: 1, maxItems: COLUMNS.length, uniqueItems: true, description: `columns in their order, of ${COLUMNS.join(', ')}` })

const ViewFields = { name: PlainText, isShared: Type.Boolean({ description: 'whether everybody in the store sees it' }), filter: RosterFilter, columns: Columns, sort: SortName }
export const CreateView = Type.Object({ ...ViewFields, isShared: Type.Unsafe<boolean>({ ...ViewFields.isShared, default: false }) }, { ...CLOSED, title: 'CreateView' })
export type CreateView = Static<typeof CreateView>
export const ViewName = Type.Object({ view: PlainText }, CLOSED)
export type ViewName = Static<typeof ViewName>
export const ChangeView = Type.Object({
  view: PlainText, name: Type.Optional(ViewFields.name), isShared: Type.Optional(ViewFields.isShared), filter: Type.Optional(RosterFilter), columns: Type.Optional(Columns), sort: Type.Optional(SortName),
}, { ...CLOSED, title: 'ChangeView' })
export type ChangeView = Static<typeof ChangeView>
export const View = Type.Object({ view: Type.String(), ...ViewFields, isOwn: Type.Boolean({ description: 'whether it is of whoever asks, who alone may change it' }), changedAt: Time }, { ...CLOSED, title: 'View' })
export type View = Static<typeof View>
export const ListViews = Type.Object({}, CLOSED)
export const Views = Type.Object({ views: Type.Array(View) }, { ...CLOSED, title: 'Views' })
export type Views = Static<typeof Views>
