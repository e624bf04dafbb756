import { Type, type Static, type TObject, type TSchema } from 'typebox'
import { AssertionError } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { Locale } from '#engine/text'
import type { ReadContext, WriteContext } from './context.ts'
import type { Reader } from './csv.ts'
import type { Problem } from './problem.ts'

/** How a route is called and answered, as documents show it: in its outside form. */
export type Example = { input?: Readonly<Record<string, unknown>>; output: unknown }

type Common<I extends TSchema, O extends TSchema> = {
  /** Below /api/v1; a part that begins with a colon is a field of the input. */
  path: `/${string}`
  /** What keys and staff must be allowed; null: the row is for neither. */
  permission: string | null
  /** Shoppers to whom the row opens too. Of a member it takes nothing but their own: the field `member`, where there is one, is theirs whatever was sent. */
  shoppers?: 'members' | 'anybody'
  /**
   * What the audit leaves out. 'none': nothing that stays is written, though the method is one that may. 'journal': what is written is an event of the
   * ledger, which is itself only added to and chained; what keys send of these, thousands in a second, is not entered a second time. Staff always are.
   * 'run': what one person saves again and again, as an editor does by itself, is entered once for a while; what it came to stands in the entry after it.
   */
  audit?: 'none' | 'journal' | 'run'
  /** An object of the fields of the path and, for GET and DELETE, of the query, else of the body. A field with a default may be left out. */
  input: I
  output: O
  /** What it does, in a few words. */
  summary: string
  description?: string
  example: Example
  /** 200 unless told. */
  status?: 200 | 201
  /** Whether the instant of the request is the world's in a sandbox too, whose own clock stands where it was put. */
  isOnWorldClock?: boolean
  /** Whether it shows persons whole to whoever may see them so: each reading of one who may is entered in the audit then, of staff where they say why. */
  mayReveal?: true
  /** Whether something beside the path, a field or a key, names what may not be there, which is answered with 404. */
  isNaming?: boolean
  /** Whether what was sent may be a link that is over, which is answered with 410. */
  isByLink?: boolean
  /** Whether a route that reads may be answered with 409, as one that writes always may. */
  canConflict?: boolean
  /** The same answer as lines of text, for whoever asks for `text/csv`, told as they read it. */
  csv?: (answer: never, reader: Reader) => string
  /** The longest body that is read; 64 KiB unless told. */
  bodyLimitBytes?: number
}

/**
 * Where a request came from: the address of whoever sent it, its cookies and browser as they were told, the origin of the page (empty: not told), and whether the way to it is https. `site` is where
 * browsers reach this server, such as "https://club.example.com"; null where nobody said and it is not this machine: what a request claims is not believed.
 */
export type Origin = { address: string; cookie: string; userAgent: string; page: string; isSecure: boolean; site: string | null }

/** What a verb with transactions of its own is told about a request, and how it puts an error into an answer that also has other things to say. */
export type Call = Omit<ReadContext, 'db'> & { locale: Locale; idempotencyKey: string | undefined; origin: Origin; problemOf: (error: unknown) => Problem }

/** What such a verb answers; each of `cookies` is the whole of one Set-Cookie. `staffId`: who of the staff did it, where neither a session of before nor one of the answer says. */
export type Reply<B = unknown> = { status: number; headers?: Readonly<Record<string, string>>; cookies?: readonly string[]; body: B; staffId?: string }

/** What of how somebody of the staff signs in was changed. */
export type AccountChange = 'password' | 'passkey' | 'passkey_removed' | 'totp' | 'totp_removed'

/** The staff member of a session: whether they must first enrol a second factor, before anything else is theirs. */
export type SignedIn = { staffId: string; sessionId: string; mustEnrol: boolean }

/** What a row without a store is told: the world's time, and who is signed in; null only where the row is open to anybody. */
export type StorelessCall = { now: Instant; locale: Locale; origin: Origin; staff: SignedIn | null }

/** The same value, which its maker may have kept unchangeable. */
export type Unchangeable<T> = T extends object ? { readonly [K in keyof T]: Unchangeable<T[K]> } : T

type Shape = Common<TSchema, TSchema>
/** What the edge passes on fits the route's own schema, which the compiler saw when the row was written. */
type Input = never

export type ReadingRoute = Shape & {
  kind: 'reads'
  method: 'GET'
  /** How long anybody's cache may keep the answer to whoever has the same key; null: nobody's. Nobody's unless told. */
  publicSeconds?: (input: Input) => number | null
  run: (ctx: ReadContext, input: Input) => Promise<unknown>
}
export type WritingRoute = Shape & { kind: 'writes'; method: 'POST' | 'PATCH' | 'DELETE'; run: (ctx: WriteContext, input: Input) => Promise<unknown> }
export type OwnRoute<H> = Shape & {
  kind: 'own'
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Whether the verb checks the body itself, and is given it as it came: where it has better words for mistakes than a schema. */
  isReadByVerb?: boolean
  /** Whether the request may be named by Idempotency-Key, and a repetition is answered with 200 and the first answer. */
  isIdempotent?: boolean
  /** Answers with other statuses than the first, and their shapes. */
  also?: Readonly<Record<number, { description: string; schema: TSchema; example: unknown }>>
  /** What is to be done where this one request needs no more than one transaction, which is then its own, its entry in the audit with it; null: `run` does it. */
  within?: (house: H, call: Call, input: Input) => Promise<((ctx: WriteContext) => Promise<unknown>) | null>
  run: (house: H, call: Call, input: Input) => Promise<Reply>
}

/** A route that answers with a text piece by piece, each read when the last was sent: as long as it may be, little of it is in memory. */
type StreamingRoute<H> = Shape & {
  kind: 'streams'
  method: 'GET'
  mediaType: 'text/csv'
  run: (house: H, call: Call, input: Input) => Promise<AsyncIterable<string>>
}

/** Who a row without a store is for: anybody; staff who may still have to enrol their second factor; staff. */
export type StorelessDoor = 'anybody' | 'enrolling' | 'staff'

/** A route that belongs to no store: staff themselves, their sessions and seats. No key and no shopper calls it. */
export type StorelessRoute<H> = Shape & {
  kind: 'storeless'
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  permission: null
  door: StorelessDoor
  /** What it changes of an account, of which its owner is told by mail. */
  tells?: AccountChange
  run: (house: H, call: StorelessCall, input: Input) => Promise<Reply>
}

/** One operation of the API, as data: HTTP, OpenAPI, permissions and tests read the same list. `H` is what verbs with transactions of their own need of the house. */
export type Route<H = unknown> = ReadingRoute | WritingRoute | OwnRoute<H> | StreamingRoute<H> | StorelessRoute<H>

type Reads<I extends TObject, O extends TSchema> = Common<I, O> & { publicSeconds?: (input: Static<I>) => number | null; run: (ctx: ReadContext, input: Static<I>) => Promise<Unchangeable<Static<O>>> }
type Writes<I extends TObject, O extends TSchema> = Common<I, O> & { run: (ctx: WriteContext, input: Static<I>) => Promise<Unchangeable<Static<O>>> }
type Owns<H, I extends TSchema, O extends TSchema> = Common<I, O> & Partial<Pick<OwnRoute<H>, 'method'>> & Pick<OwnRoute<H>, 'isReadByVerb' | 'isIdempotent' | 'also'> & { run: (house: H, call: Call, input: Static<I>) => Promise<Reply> }

/** A route that reads, in one transaction that cannot write. */
export function get<I extends TObject, O extends TSchema>(route: Reads<I, O>): Route {
  return { kind: 'reads', method: 'GET', ...route }
}

/** A route that makes something, in one transaction. */
export function post<I extends TObject, O extends TSchema>(route: Writes<I, O>): Route {
  return { kind: 'writes', method: 'POST', ...route }
}

/** A route that changes something that is there, in one transaction. */
export function patch<I extends TObject, O extends TSchema>(route: Writes<I, O>): Route {
  return { kind: 'writes', method: 'PATCH', ...route }
}

/** A route that takes something back, in one transaction. */
export function del<I extends TObject, O extends TSchema>(route: Writes<I, O>): Route {
  return { kind: 'writes', method: 'DELETE', ...route }
}

/** A route whose verb opens its own transactions, or none. */
export function own<H, I extends TSchema, O extends TSchema>(route: Owns<H, I, O>): Route<H> {
  return { kind: 'own', method: 'POST', ...route }
}

type Streams<H, I extends TObject> = Omit<Common<I, TSchema>, 'output'> & Pick<StreamingRoute<H>, 'mediaType'> & { run: (house: H, call: Call, input: Static<I>) => Promise<AsyncIterable<string>> }

/** A route that reads more than fits into one answer of JSON. */
export function stream<H, I extends TObject>(route: Streams<H, I>): Route<H> {
  return { kind: 'streams', method: 'GET', output: Type.String(), ...route }
}

type Storeless<H, I extends TObject, O extends TSchema> = Omit<Common<I, O>, 'permission' | 'shoppers'> & Pick<StorelessRoute<H>, 'method' | 'door' | 'tells'> & { run: (house: H, call: StorelessCall, input: Static<I>) => Promise<Reply> }

/** A route that runs in no store. */
export function storeless<H, I extends TObject, O extends TSchema>(route: Storeless<H, I, O>): Route<H> {
  return { kind: 'storeless', permission: null, ...route }
}

/** A row that writes in one transaction, its entry in the audit with it, and needs the house for what a transaction does not know: the time of the world beside the one of a sandbox. */
export function ownWithin<H, I extends TSchema, O extends TSchema>({ within, ...route }: Common<I, O> & Pick<OwnRoute<H>, 'method'> & { within: (house: H, call: Call, input: Static<I>) => (ctx: WriteContext) => Promise<Unchangeable<Static<O>>> }): Route<H> {
  return { kind: 'own', ...route, within: async (house, call, input) => within(house, call, input as Static<I>), run: () => Promise.reject(new AssertionError('the row is done within a transaction')) }
}
