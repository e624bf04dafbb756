import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rockpool API</title>
<link rel="stylesheet" href="/api/page/swagger-ui.css">
<link rel="icon" href="/api/page/favicon-32x32.png">
<body>
<div id="page"></div>
<script src="/api/page/swagger-ui-bundle.js"></script>
<script src="/api/page/start.js"></script>
</html>
`

/** No validator of strangers, no key kept in the browser. */
const START = `window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null, persistAuthorization: false, tryItOutEnabled: true })\n`

/** Nothing is fetched from elsewhere; the bundle writes its styles and icons into the page. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const FILES = { 'swagger-ui-bundle.js': 'text/javascript; charset=utf-8', 'swagger-ui.css': 'text/css; charset=utf-8', 'favicon-32x32.png': 'image/png' } as const

/** Serves the page on which the API can be read and tried, whole from this server, and the document that it shows. */
export function serveApiPage(app: FastifyInstance, document: () => object): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const files = new Map<string, Promise<Buffer>>()
  let text: string | undefined
  app.get('/api/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(text ??= JSON.stringify(document())))
  app.get('/api', async (_request, reply) => reply.redirect('/api/', 308))
  app.get('/api/', async (_request, reply) => reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE))
  app.get('/api/page/start.js', async (_request, reply) => reply.type(FILES['swagger-ui-bundle.js']).send(START))
  for (const [name, type] of Object.entries(FILES)) {
    app.get(`/api/page/${name}`, async (_request, reply) => {
      const file = files.get(name) ?? readFile(join(folder, name))
      files.set(name, file)
      return reply.header('cache-control', 'public, max-age=86400').type(type).send(await file)
    })
  }
}
