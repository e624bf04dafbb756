import createClient, { type Client, type Middleware } from 'openapi-fetch'
import type { Paths, Problem } from './contract.ts'
import { RockpoolError, RockpoolUnreachable } from './errors.ts'

/** Who asks, and how: with a key of a store, or, in a browser of the same origin, with the cookie of who is signed in, then for the store that is named. */
export type RockpoolOptions = {
  /** Where the server is, such as https://points.example.com; the page's own origin where it is left out. */
  url?: string
  key?: string
  store?: string
  /** The language of sentences: en, zh-CN. */
  locale?: string
  fetch?: (request: Request) => Promise<Response>
}

/** A client that knows every path of the contract, its input and its answer. What the server refuses is thrown as a RockpoolError. */
export type Rockpool = Client<Paths>

export function createRockpool({ url = '', key, store, locale, fetch }: RockpoolOptions = {}): Rockpool {
  const headers = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(store === undefined ? {} : { 'rockpool-store': store }),
    ...(locale === undefined ? {} : { 'accept-language': locale }),
  }
  const client = createClient<Paths>({ baseUrl: url, headers, credentials: key === undefined ? 'same-origin' : 'omit', ...(fetch === undefined ? {} : { fetch }) })
  client.use(throwing)
  return client
}

/** The body of an answer: `await answerOf(rockpool.GET('/api/v1/clock'))`. @throws RockpoolError */
export async function answerOf<T>(asked: Promise<{ data?: T }>): Promise<T> {
  return (await asked).data as T
}

const throwing: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return
    throw new RockpoolError(await problemOf(response))
  },
  onError({ error }) {
    return error instanceof Error && error.name === 'AbortError' ? error : new RockpoolUnreachable('no answer came', { cause: error })
  },
}

/** The problem of an answer; one of our own making where a proxy in between answered in its own words. */
async function problemOf(response: Response): Promise<Problem> {
  const isOurs = response.headers.get('content-type')?.startsWith('application/problem+json') === true
  if (isOurs) return await response.json() as Problem
  const requestId = response.headers.get('x-request-id') ?? ''
  return { type: 'about:blank', title: response.statusText, status: response.status, detail: `${response.status} ${response.statusText}`, code: 'http.not_ours', instance: '', requestId }
}
