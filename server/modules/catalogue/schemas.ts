import { Type, type Static, type TSchema } from 'typebox'
import { Problem } from '#server/platform/problem'
import { CLOSED, DryRun, Limit, PLAIN, PlainText, Time } from '#server/platform/schemas'
import { MemberRef, Somebody } from '#server/modules/members/index'
import { MinQuantity, Minor, PutPrice, PutProduct } from '#tables/catalogue-shapes'
import { KINDS } from './catalogue.store.ts'

export { PutPrice, PutProduct }

/** Rows of one request. */
export const MOST_ROWS = 1_000

const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeTime = Type.Union([Time, Type.Null()])
const MaybeSomebody = Type.Union([Somebody, Type.Null()], { description: 'the company by its name; null where it is for none alone' })
const Kind = Type.Enum([...KINDS], { description: KINDS.map((kind) => `"${kind}"`).join(', ') })
const After = Type.Optional(Type.String({ minLength: 1, maxLength: 220, pattern: PLAIN, description: 'the "next" of the page before' }))
const Next = Type.Union([Type.String(), Type.Null()], { description: 'where the next page begins; null on the last' })
const List = { list: PlainText }

export const PutProducts = Type.Object({ products: Type.Array(PutProduct, { minItems: 1, maxItems: MOST_ROWS }), isDryRun: DryRun }, { ...CLOSED, title: 'PutProducts' })

export const PutPrices = Type.Object({ prices: Type.Array(PutPrice, { minItems: 1, maxItems: MOST_ROWS }), isDryRun: DryRun }, { ...CLOSED, title: 'PutPrices' })

export const PutResults = Type.Object({
  results: Type.Array(Type.Object({
    status: Type.Integer({ description: '201 where there was none before, 200 otherwise, or that of the problem' }),
    outcome: Type.Optional(Type.Enum(['created', 'changed', 'unchanged', 'deleted'])), problem: Type.Optional(Problem),
  }, { ...CLOSED, title: 'PutResult' }), { description: 'one for each row, in its place' }),
}, { ...CLOSED, title: 'PutResults' })
export type PutResults = Static<typeof PutResults>

const Access = Type.Object({ isMembers: Type.Boolean(), tag: MaybeText, level: MaybeText, memberId: MaybeText, member: MaybeSomebody, from: MaybeTime, until: MaybeTime }, { ...CLOSED, title: 'ProductAccess' })

export const Product = Type.Object({ sku: Type.String(), name: MaybeText, tags: Type.Array(Type.String()), isGiftCard: Type.Boolean(), isSaleItem: Type.Boolean(), minQuantity: Type.Integer(), increment: Type.Integer(), isRetired: Type.Boolean(), access: Type.Array(Access, { description: 'whom it is sold to; everybody where it is empty' }) }, { ...CLOSED, title: 'Product' })
export type Product = Static<typeof Product>
/** More than an order has lines. */
const MOST_SKUS = 100
export const ListProducts = Type.Object({
  begins: Type.Optional(Type.String({ ...PlainText, description: 'what the SKU or the name begins with, in any case of letters' })),
  skus: Type.Optional(Type.Array(PlainText, { minItems: 1, maxItems: MOST_SKUS, uniqueItems: true, description: `at most ${MOST_SKUS} products by their SKUs, on one page; those that there are not are left out` })), after: After, limit: Limit,
}, CLOSED)
export type ListProducts = Static<typeof ListProducts>
export const ProductPage = Type.Object({ products: Type.Array(Product), next: Next }, { ...CLOSED, title: 'ProductPage' })
export type ProductPage = Static<typeof ProductPage>
export const GetProduct = Type.Object({ sku: PlainText }, CLOSED)
export type GetProduct = Static<typeof GetProduct>
export const CostPage = Type.Object({
  costs: Type.Array(Type.Object({ sku: Type.String(), costMinor: Type.Union([Type.Integer(), Type.Null()]), freightMinor: Type.Integer(), dutyMinor: Type.Integer() }, { ...CLOSED, title: 'Cost' })), next: Next,
}, { ...CLOSED, title: 'CostPage' })
export type CostPage = Static<typeof CostPage>
export const ListCosts = Type.Object({ sku: Type.Optional(Type.String({ ...PlainText, description: 'of this product alone' })), after: After, limit: Limit }, CLOSED)
export type ListCosts = Static<typeof ListCosts>

const From = Type.Optional(Type.Unsafe<number>({ ...Time, description: 'from when on; a time with its offset, such as "2026-01-05T10:00:00Z"' }))
const Until = Type.Optional(Type.Unsafe<number>({ ...Time, description: 'until when; a time with its offset, such as "2026-01-05T10:00:00Z"' }))
const MOST_ACCESS = 50
const ToldAccess = Type.Object({
  isMembers: Type.Optional(Type.Boolean({ description: 'true: for members alone' })), tag: Type.Optional(Type.String({ ...PlainText, description: 'for members with this tag alone' })), level: Type.Optional(Type.String({ ...PlainText, description: 'for members of this level alone' })),
  member: Type.Optional(Type.String({ ...MemberRef, description: 'for this company and those who buy for it alone' })), from: From, until: Until,
}, { ...CLOSED, title: 'ToldAccess', description: 'for everybody from then on, where nobody is named' })
export const PutAccess = Type.Object({ sku: PlainText, access: Type.Array(ToldAccess, { maxItems: MOST_ACCESS, description: `a list of at most ${MOST_ACCESS}; empty: for everybody` }) }, { ...CLOSED, title: 'PutAccess' })
export const PutAccesses = Type.Object({ products: Type.Array(PutAccess, { minItems: 1, maxItems: MOST_ROWS }), isDryRun: DryRun }, { ...CLOSED, title: 'PutAccesses' })
export type PutAccess = Static<typeof PutAccess>

export const CreateList = Type.Object({
  ...List, kind: Kind, market: Type.String({ ...PlainText, description: 'a market of the program' }),
  tag: Type.Optional(Type.String({ ...PlainText, description: 'for members with this tag alone' })), level: Type.Optional(Type.String({ ...PlainText, description: 'for members of this level alone' })),
  member: Type.Optional(Type.String({ ...MemberRef, description: 'for this company and those who buy for it alone' })),
  from: From, until: Until, isOnly: Type.Optional(Type.Boolean({ description: 'true: whom it is for sees it instead of all others but contracts' })),
}, { ...CLOSED, title: 'CreateList' })
export type CreateList = Static<typeof CreateList>

export const PriceList = Type.Object({
  list: Type.String(), kind: Kind, market: Type.String(), tag: MaybeText, level: MaybeText, memberId: MaybeText, member: MaybeSomebody, from: MaybeTime, until: MaybeTime, isOnly: Type.Boolean({ description: 'whether whom it is for sees it instead of all others but contracts' }), createdAt: Time,
}, { ...CLOSED, title: 'PriceList', description: 'for everybody, where no tag, level or member is named' })
export type PriceList = Static<typeof PriceList>
const orNull = <T extends TSchema>(schema: T, description: string) => Type.Optional(Type.Union([schema, Type.Null()], { description }))
export const ChangeList = Type.Object({
  ...List, tag: orNull(PlainText, 'for members with this tag alone; naming a tag, a level or a member takes the others away, null all of them'), level: orNull(PlainText, 'for members of this level alone'), member: orNull(MemberRef, 'for this company and those who buy for it alone'),
  from: orNull(Type.Unsafe<number>(Time), 'from when on; null: at once'), until: orNull(Type.Unsafe<number>(Time), 'until when; null: without an end'), isOnly: Type.Optional(Type.Boolean({ description: 'whether whom it is for sees it instead of all others but contracts' })),
}, { ...CLOSED, title: 'ChangeList' })
export type ChangeList = Static<typeof ChangeList>
export const PriceListPage = Type.Object({ lists: Type.Array(PriceList), next: Next }, { ...CLOSED, title: 'PriceListPage' })
export type PriceListPage = Static<typeof PriceListPage>
export const ListLists = Type.Object({ member: Type.Optional(Type.String({ ...MemberRef, description: 'those that are for this company alone' })), after: After, limit: Limit }, CLOSED)
export type ListLists = Static<typeof ListLists>
export const ListName = Type.Object(List, CLOSED)
export type ListName = Static<typeof ListName>

export const ListPrices = Type.Object({ ...List, after: After, limit: Limit }, CLOSED)
export type ListPrices = Static<typeof ListPrices>
export const PricePage = Type.Object({
  prices: Type.Array(Type.Object({ sku: Type.String(), minQuantity: Type.Integer(), increment: Type.Integer(), unitMinor: Type.Integer() }, { ...CLOSED, title: 'ListedPrice' })), next: Next,
}, { ...CLOSED, title: 'PricePage' })
export type PricePage = Static<typeof PricePage>

export const ListProductPrices = Type.Object({ sku: PlainText, after: After, limit: Limit }, CLOSED)
export type ListProductPrices = Static<typeof ListProductPrices>
export const ProductPricePage = Type.Object({
  prices: Type.Array(Type.Object({ list: Type.String(), kind: Kind, market: Type.String(), minQuantity: Type.Integer(), increment: Type.Integer(), unitMinor: Type.Integer() }, { ...CLOSED, title: 'ProductPrice' })), next: Next,
}, { ...CLOSED, title: 'ProductPricePage' })
export type ProductPricePage = Static<typeof ProductPricePage>

export const PutEarlier = Type.Object({
  ...List, sku: PlainText, minQuantity: Type.Optional(MinQuantity), at: Type.Unsafe<number>({ ...Time, description: 'from when on; a time with its offset, such as "2026-01-05T10:00:00Z"' }),
  unitMinor: Type.Union([Minor, Type.Null()], { description: 'the price of a unit from then on; null: none' }),
}, { ...CLOSED, title: 'PutEarlier' })
export const PutEarliers = Type.Object({ changes: Type.Array(PutEarlier, { minItems: 1, maxItems: MOST_ROWS }), isDryRun: DryRun }, { ...CLOSED, title: 'PutEarliers' })
export const ListChanges = Type.Object({ sku: PlainText, market: Type.String({ ...PlainText, description: 'a market of the program' }), after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'the "next" of the page before' })), limit: Limit }, CLOSED)
export type ListChanges = Static<typeof ListChanges>
const MaybeMinor = Type.Union([Type.Integer(), Type.Null()])
export const ChangePage = Type.Object({
  changes: Type.Array(Type.Object({
    list: Type.String(), kind: Kind, isForAll: Type.Boolean({ description: 'whether everybody could have it' }), minQuantity: Type.Integer(), increment: Type.Integer(), fromMinor: MaybeMinor, toMinor: MaybeMinor,
    changedAt: Time, changedBy: Type.String({ description: 'the key or the member of the staff that did, or the job' }), changedByName: Type.Union([Type.String(), Type.Null()], { description: 'what they are called now; null of a job' }), effectiveAt: Type.Unsafe<number>({ ...Time, description: 'from when on it counts' }), until: MaybeTime,
  }, { ...CLOSED, title: 'PriceChange' })), next: Next,
}, { ...CLOSED, title: 'PriceChangePage' })
export type ChangePage = Static<typeof ChangePage>
