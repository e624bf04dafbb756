/** What may go wrong, in words that the HTTP edge turns into a status. */
export type ErrorKind = keyof typeof HTTP_STATUS

export const HTTP_STATUS = {
  invalid: 422, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, gone: 410, limited: 429, unavailable: 503,
} as const

/** An operating error: expected, part of the contract, shown to the caller; `code` is its locale key. What must not happen is an `assert`. */
export class AppError extends Error {
  override name = 'AppError'
  readonly kind: ErrorKind
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(kind: ErrorKind, code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.kind = kind
    this.code = code
    this.details = details
  }
}
