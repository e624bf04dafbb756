import type { FastifyInstance, FastifyReply } from 'fastify'
import { folderOf, type Bundle } from './bundle.ts'
import { openFiles, sendFile } from './files.ts'

/** The widget, as `member/widget-build.ts` makes it. */
export const WIDGET: Bundle = {
  name: 'widget', sources: ['member', 'engine', 'locales'],
  config: async (folder) => (await import('#member/widget-build')).widgetBuild(folder),
}

/** Its name stays, so a page of the shop has a new one after some minutes. */
const MINUTES_5 = 'public, max-age=300'
/** Pages of other origins load it as a module, and nothing of it is secret. */
const FOR_ANY_PAGE = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

/** Serves the widget at /m/<shop>/widget.js, and the pieces beside it, to whatever page has its tag. It reads the shop from its own address. */
export function serveWidget(app: FastifyInstance, { folder = folderOf(WIDGET) }: { folder?: string } = {}): void {
  const files = openFiles(folder)
  app.get('/m/:handle/widget.js', async (request, reply) => sendFile(request, openly(reply), { files, name: 'widget.js', keep: MINUTES_5 }))
  app.get<{ Params: { handle: string; file: string } }>('/m/:handle/widget/:file', async (request, reply) => sendFile(request, openly(reply), { files, name: `widget/${request.params.file}` }))
}

function openly(reply: FastifyReply): FastifyReply {
  return reply.headers(FOR_ANY_PAGE)
}
