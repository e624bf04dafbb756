import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '#server/platform/database'

/** Seconds: from a read of a member to a batch of a thousand events, and beyond what anybody waits for. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What Prometheus reads of one process. */
export type Metrics = { registry: Registry; measuredDatabase: (database: Database) => Database; measureRequests: (app: FastifyInstance) => void; /** Counts facts that the worker took out of the outbox. */ countCleared: (facts: number) => void }

/** Opens the metrics of a process; Node's own are among them. Routes are labelled by their pattern, never by an address. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const transactions = new Gauge({ name: 'rockpool_database_transactions', help: 'Transactions that are running or waiting for a connection', registers: [registry] })
  const transactionSeconds = new Histogram({ name: 'rockpool_database_transaction_seconds', help: 'Transactions, from asking for a connection to the commit', buckets: SECONDS, registers: [registry] })
  const cleared = new Counter({ name: 'rockpool_outbox_cleared_total', help: 'Facts that were taken out of the outbox 30 days after they were told', registers: [registry] })
  const measured = async <T>(transact: () => Promise<T>): Promise<T> => {
    transactions.inc()
    const end = transactionSeconds.startTimer()
    try {
      return await transact()
    } finally {
      end()
      transactions.dec()
    }
  }
  return {
    registry,
    measuredDatabase: (database) => ({
      ...database,
      inStore: (storeId, act) => measured(() => database.inStore(storeId, act)),
      readStore: (storeId, act) => measured(() => database.readStore(storeId, act)),
    }),
    measureRequests: (app) => measureRequests(app, registry),
    countCleared: (facts) => cleared.inc(facts),
  }
}

function measureRequests(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({ name: 'rockpool_http_request_seconds', help: 'Requests by route and status', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers: [registry] })
  const inFlight = new Gauge({ name: 'rockpool_http_requests_in_flight', help: 'Requests that are not answered yet', registers: [registry] })
  const aborted = new Counter({ name: 'rockpool_http_requests_aborted_total', help: 'Requests whose caller went away', registers: [registry] })
  app.addHook('onRequest', async () => inFlight.inc())
  app.addHook('onRequestAbort', async (_request) => aborted.inc())
  app.addHook('onResponse', async (request, reply) => {
    inFlight.dec()
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ method: route === 'none' ? 'none' : request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
  })
}
