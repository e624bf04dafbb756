import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { folderOf, type Bundle } from './bundle.ts'
import { bare, openFiles, sendFile, type Files } from './files.ts'

/** The member centre, as `member/centre-build.ts` makes it. */
export const CENTRE: Bundle = {
  name: 'centre', sources: ['member', 'engine', 'locales'],
  config: async (folder) => (await import('#member/centre-build')).centreBuild(folder),
}

/** Only our own scripts and styles; the logo of the shop may be anywhere on the web. In nobody's frame, but for the preview in that of our own pages. */
const policyOf = (frames: "'none'" | "'self'"): string => `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ${frames}`

/**
 * What the page of a shop says before anything is asked: the shop, as GET /shop tells it, whether its reader is signed in, and whether that is somebody of the staff (`by`)
 * who looks at it as a member until an instant, so long from now.
 */
export type CentreFacts = { shop: { handle: string; name: string; languages: readonly string[] }; isSignedIn: boolean; impersonation: { id: string; storeId: string; by: string; until: number; lastsMs: number } | null }
export type FirstWords = { lang: string; dir: 'ltr' | 'rtl'; wait: string; noScript: string; unreached: string; again: string }
export type CentreOptions = {
  folder?: string
  /** null: there is no such shop. */
  readFacts: (asked: { handle: string; cookie: string | undefined }) => Promise<CentreFacts | null>
  /** What the page says before a script does, in the language of the shop that the reader asks for most. */
  words: (acceptLanguage: string | undefined, languages: readonly string[]) => FirstWords
  /** What is said where the centre is not built. */
  missing: (acceptLanguage: string | undefined) => string
}

type Page = { Params: { handle: string; '*': string } }

/** Serves the built member centre below /m/<shop>/: its files by their names, and for every other address the page, which reads the address itself. */
export function serveCentre(app: FastifyInstance, { folder = folderOf(CENTRE), ...options }: CentreOptions): void {
  const files = openFiles(folder)
  app.get<{ Params: { handle: string } }>('/m/:handle', async ({ params: { handle } }, reply) => reply.redirect(`/m/${encodeURIComponent(handle)}/`, 308))
  app.get<{ Params: { handle: string; file: string } }>('/m/:handle/assets/:file', async (request, reply) => sendFile(request, reply, { files, name: `assets/${request.params.file}` }))
  app.get<Page>('/m/:handle/preview', async (request, reply) => sendPage(request, reply, { files, ...options, isPreview: true }))
  app.get<Page>('/m/:handle/*', async (request, reply) => sendPage(request, reply, { files, ...options }))
}

async function sendPage(request: FastifyRequest<Page>, reply: FastifyReply, { files, readFacts, words, missing, isPreview = false }: CentreOptions & { files: Files; isPreview?: boolean }): Promise<FastifyReply> {
  const { handle } = request.params
  // A preview is a guest's, whoever looks.
  const facts = await readFacts({ handle, cookie: isPreview ? undefined : request.headers.cookie })
  if (facts === null) return reply.callNotFound() as unknown as FastifyReply
  if (facts.shop.handle !== handle) return reply.redirect(`/m/${facts.shop.handle}/${isPreview ? 'preview' : request.params['*']}`, 307)
  const page = await files.read('index.html').then((bytes) => bytes.toString(), () => null)
  void reply.headers({ 'content-security-policy': policyOf(isPreview ? "'self'" : "'none'"), 'cache-control': 'no-store', 'referrer-policy': 'strict-origin-when-cross-origin', 'x-frame-options': isPreview ? 'SAMEORIGIN' : 'DENY' }).type('text/html; charset=utf-8')
  if (page === null) return reply.code(503).send(bare(missing(request.headers['accept-language'])))
  return reply.send(written(page, facts, words(request.headers['accept-language'], facts.shop.languages)))
}

/** The page with what it says of the shop. Its files are told by their whole address, as it is shown at addresses of any depth. */
function written(page: string, facts: CentreFacts, { lang, dir, wait, noScript, unreached, again }: FirstWords): string {
  const values: Readonly<Record<string, string>> = { __LANG__: lang, __DIR__: dir, __WAIT__: escaped(wait), __NOSCRIPT__: escaped(noScript), __UNREACHED__: escaped(unreached), __AGAIN__: escaped(again), __NAME__: escaped(facts.shop.name), __FACTS__: JSON.stringify(facts).replaceAll('<', '\\u003c') }
  return page.replaceAll('"./assets/', `"/m/${facts.shop.handle}/assets/`).replace(/__(?:LANG|DIR|WAIT|NOSCRIPT|UNREACHED|AGAIN|NAME|FACTS)__/g, (name) => values[name] ?? '')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
