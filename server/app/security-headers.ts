import type { FastifyInstance } from 'fastify'

/** What every answer says to browsers; a page that needs more says so itself, and what it says stands. */
const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // Nothing may be fetched, run or framed by an answer that is no page.
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // "no-referrer" would turn the Origin of forms into null, by which we tell our own pages.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** A year, of this host alone: what its neighbours do is not ours to say. */
const HSTS = 'max-age=31536000'

/** Gives every answer the headers that keep browsers from more than it means; under https, also that they come back by https alone. */
export function secureAnswers(app: FastifyInstance, { publicUrl }: { publicUrl: string | null }): void {
  const isSecure = publicUrl?.startsWith('https:') === true
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(HEADERS)) if (!reply.hasHeader(name)) void reply.header(name, value)
    if (isSecure) void reply.header('strict-transport-security', HSTS)
  })
}
