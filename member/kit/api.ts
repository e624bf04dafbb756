import type { Place } from './place.ts'

type Told = { code?: string; detail?: string; details?: Record<string, unknown>; errors?: readonly { path: string }[] }

/** What went wrong, as RFC 9457 tells it; status 0: the server was not reached. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  /** Where each mistake is in what was sent, such as "lines[0].sku". */
  readonly errors: readonly { path: string }[]

  /** `message` is what happened and what to do, in the language of the answer. */
  constructor(status: number, { code = 'unreachable', detail = '', details = {}, errors = [] }: Told = {}) {
    super(detail)
    this.status = status
    this.code = code
    this.details = details
    this.errors = errors
  }
}

/** The server is busy, or was not reached: it has said nothing of what it was asked, and what it said before is as good as it was. */
export function isPassing({ status }: ApiProblem): boolean {
  return status === 0 || status === 429 || status >= 500
}

export type Asking = { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; body?: unknown }

/** Asks the API of a shop for somebody. @throws ApiProblem */
export type Ask = <T>(path: string, asking?: Asking) => Promise<T>

/** How a page shows who asks: `bearer` on pages of the shop, whose origin is another one; `cookie` in the member centre, which may show somebody of the staff what a member sees (`impersonation`). */
export type Showing = { kind: 'bearer'; token: () => string | null } | { kind: 'cookie'; impersonation: string | null }

/** Opens the API for one reader: a shop, a language, and whoever is signed in. */
export function openApi({ origin, handle }: Place, { locale, showing }: { locale: string; showing: Showing }): Ask {
  return async <T>(path: string, { method = 'GET', body }: Asking = {}) => {
    const token = showing.kind === 'bearer' ? showing.token() : null
    const impersonation = showing.kind === 'cookie' ? showing.impersonation : null
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method, credentials: showing.kind === 'cookie' ? 'same-origin' : 'omit',
      headers: {
        'rockpool-store': handle, 'rockpool-caller': 'shopper', 'accept-language': locale,
        ...(impersonation === null ? {} : { 'rockpool-impersonation': impersonation }), ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null)
    if (answer === null) throw new ApiProblem(0)
    const told = (await answer.json().catch(() => ({}))) as Told
    if (!answer.ok) throw new ApiProblem(answer.status, told)
    return told as T
  }
}
