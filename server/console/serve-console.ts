import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bare, folderOf, openFiles, sendFile, type Files } from '#server/pages/index'
import { CONSOLE } from './build-console.ts'

const A_DAY = 'public, max-age=86400'
/** What index.html has in the place of the nonce, which is another one each time. */
const NONCE = '__NONCE__'

/** Only our own scripts; styles are our own files, and those that carry the page's nonce. Nothing from elsewhere, in nobody's frame; a frame of it has a page of ours: how the member centre will look. */
function policyOf(nonce: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
}

/** Where the build is, and what is said in whose language where there is none. */
export type ConsoleOptions = { folder?: string; missing: (acceptLanguage: string | undefined) => string }

/** Serves the built console: its files by their names, and for every other address below /console/ the page, which reads the address itself. Whoever asks for the bare host is led there. */
export function serveConsole(app: FastifyInstance, { folder = folderOf(CONSOLE), missing }: ConsoleOptions): void {
  const files = openFiles(folder)
  app.get('/', async (_request, reply) => reply.redirect('/console/', 302))
  app.get('/console', async (_request, reply) => reply.redirect('/console/', 308))
  app.get<{ Params: { file: string } }>('/console/assets/:file', async (request, reply) => sendFile(request, reply, { files, name: `assets/${request.params.file}` }))
  app.get('/console/icon.svg', async (request, reply) => sendFile(request, reply, { files, name: 'icon.svg', keep: A_DAY }))
  app.get('/console/*', async (request, reply) => sendPage(request, reply, { files, missing }))
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, { files, missing }: Pick<ConsoleOptions, 'missing'> & { files: Files }): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64url')
  const page = await files.read('index.html').then((bytes) => bytes.toString(), () => null)
  void reply.headers({ 'content-security-policy': policyOf(nonce), 'cache-control': 'no-store', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' }).type('text/html; charset=utf-8')
  if (page === null) return reply.code(503).send(bare(missing(request.headers['accept-language'])))
  return reply.send(page.replaceAll(NONCE, nonce))
}
