import type { FastifyRequest } from 'fastify'
import { AppError } from '#server/platform/errors'

const READS = new Set(['GET', 'HEAD'])

/**
 * Sees that what writes by a cookie was sent by a page of ours: by Origin where the browser tells it, else by Sec-Fetch-Site. A request that says
 * neither is no browser's and has no business with a cookie, unless it `mayBeSilent`. @throws AppError http.cross_site
 */
export function requireSameSite({ method, headers }: FastifyRequest, publicUrl: string | null, { mayBeSilent = false }: { mayBeSilent?: boolean } = {}): void {
  if (READS.has(method)) return
  const { origin, host, 'sec-fetch-site': site } = headers
  const isOurs = origin === undefined ? (site === undefined ? mayBeSilent : site === 'same-origin') : isOwn(origin, { host, publicUrl })
  if (!isOurs) throw new AppError('forbidden', 'http.cross_site')
}

/** A page of the host that was asked, or of the address under which Rockpool is known. */
function isOwn(origin: string, { host, publicUrl }: { host: string | undefined; publicUrl: string | null }): boolean {
  if (!URL.canParse(origin)) return false
  return publicUrl === null ? new URL(origin).host === host : origin === new URL(publicUrl).origin
}
