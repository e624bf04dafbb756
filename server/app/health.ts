import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'

/** Answers for those who run the house: alive, ready for work, and figures. They ask for no key; keep them from the public by the proxy. */
export function serveHealth(app: FastifyInstance, { isReady, registry }: { isReady: () => Promise<boolean>; registry: Registry }): void {
  let isClosing = false
  app.addHook('preClose', async () => void (isClosing = true))
  app.get('/health/live', async (_request, reply) => reply.send({ status: 'live' }))
  app.get('/health/ready', async (_request, reply) => {
    const ready = !isClosing && await isReady().catch(() => false)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready' })
  })
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
