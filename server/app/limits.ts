/** What one caller may ask of the server. */
export type Limits = {
  /** How long a request may take to arrive, in milliseconds. */
  arrivalMs: number
  /** How long we may take to answer it, in milliseconds. */
  answerMs: number
  /** How many requests a key may make in a window of so many seconds. */
  requests: number
  windowSeconds: number
  /** How many of them somebody who is signed in may make, and how many may come from one address of nobody known. */
  personRequests: number
  addressRequests: number
}

/**
 * A shop's own server stays far below these: a thousand requests a second over ten, each of up to a thousand events. A page of the console asks some
 * twenty times as it opens; behind one address there may be a whole office, or the phones of a mobile network.
 */
export const LIMITS: Limits = { arrivalMs: 30_000, answerMs: 30_000, requests: 10_000, windowSeconds: 10, personRequests: 500, addressRequests: 1_000 }

/** A body that is an order or a form; routes that take more say so. */
export const BODY_BYTES = 64 * 1024
/** Deeper than any body of ours: a thousand brackets in a row are an attempt on the stack. */
export const MOST_NESTING = 32
/** An id of 200 characters, each of which may be nine when it is written with percent signs. */
export const LONGEST_PATH_PART = 2_000
