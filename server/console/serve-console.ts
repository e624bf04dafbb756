import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BUILT } from './sources.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json; charset=utf-8',
}
/** A file whose name has the hash of its content is the same for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const PACKED = [['br', '.br'], ['gzip', '.gz']] as const
/** What index.html has in the place of the nonce, which is another one each time. */
const NONCE = '__NONCE__'

/** Only our own scripts; styles are our own files, and those that carry the page's nonce. Nothing from elsewhere, in nobody's frame. */
function policyOf(nonce: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
}

/** Where the build is, and what is said in whose language where there is none. */
export type ConsoleOptions = { folder?: string; missing: (acceptLanguage: string | undefined) => string }

/** Serves the built console: its files by their names, and for every other address below /console/ the page, which reads the address itself. */
export function serveConsole(app: FastifyInstance, { folder = BUILT, missing }: ConsoleOptions): void {
  const files = openFiles(folder)
  app.get('/console', async (_request, reply) => reply.redirect('/console/', 308))
  app.get<{ Params: { file: string } }>('/console/assets/:file', async (request, reply) => sendAsset(request, reply, files))
  app.get('/console/icon.svg', async (_request, reply) => reply.header('cache-control', 'public, max-age=86400').type(TYPES['.svg'] as string).send(await files.read('icon.svg')))
  app.get('/console/*', async (request, reply) => sendPage(request, reply, { files, missing }))
}

type Files = { names: () => Promise<ReadonlySet<string>>; read: (name: string) => Promise<Buffer> }

/** The files of one build, each read once. A build that comes later is taken up: what has its name changed is another file. */
function openFiles(folder: string): Files {
  const kept = new Map<string, Promise<Buffer>>()
  return {
    names: async () => new Set(await readdir(join(folder, 'assets')).catch(() => [])),
    read(name) {
      const file = kept.get(name) ?? readFile(join(folder, name))
      if (name.startsWith('assets/')) kept.set(name, file)
      return file
    },
  }
}

async function sendAsset(request: FastifyRequest<{ Params: { file: string } }>, reply: FastifyReply, files: Files): Promise<FastifyReply> {
  const { file } = request.params
  const names = await files.names()
  if (!names.has(file)) return reply.callNotFound() as unknown as FastifyReply
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const [encoding, ending] = PACKED.find(([name, end]) => accepted.includes(name) && names.has(`${file}${end}`)) ?? [null, '']
  if (encoding !== null) void reply.header('content-encoding', encoding)
  return reply.headers({ 'cache-control': FOR_EVER, vary: 'Accept-Encoding' }).type(TYPES[extname(file)] ?? 'application/octet-stream').send(await files.read(`assets/${file}${ending}`))
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, { files, missing }: Pick<ConsoleOptions, 'missing'> & { files: Files }): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64url')
  const page = await files.read('index.html').then((bytes) => bytes.toString(), () => null)
  void reply.headers({ 'content-security-policy': policyOf(nonce), 'cache-control': 'no-store', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' }).type('text/html; charset=utf-8')
  if (page === null) return reply.code(503).send(bare(missing(request.headers['accept-language'])))
  return reply.send(page.replaceAll(NONCE, nonce))
}

/** A page with nothing but a sentence. */
function bare(sentence: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rockpool</title><p>${sentence}</p>\n`
}
