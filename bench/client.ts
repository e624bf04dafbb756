import { Agent, request as ask } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#engine/assert'
import { atOnce } from './measure.ts'

/** One request, with a body where it sends one. */
export type Sent = { method: 'GET' | 'POST'; path: string; body?: string }

/** What a client sends: so many in flight at any time, or so many a second whatever the answers take. */
export type Load = { url: string; key: string; requests: readonly Sent[] } & ({ inFlight: number } | { perSecond: number })

/** How long all of it took, and each answer in milliseconds; by the clock of a load of so many a second, from when it was due. */
export type Answered = { seconds: number; latencies: number[] }

const MOST_SOCKETS = 128

/** Sends one request; any answer but a good one is the end of the benchmark. */
function send({ url, key }: Load, agent: Agent, { method, path, body }: Sent): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) }
  return new Promise((resolve, reject) => {
    const sent = ask(`${url}${path}`, { agent, method, headers }, (answer) => {
      if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode}`))
      answer.resume().on('end', resolve).on('error', reject)
    })
    sent.on('error', reject).end(body)
  })
}

async function sendAll(load: Load): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: 'inFlight' in load ? load.inFlight : MOST_SOCKETS })
  const latencies: number[] = []
  const timed = async (request: Sent, since: number): Promise<void> => {
    await send(load, agent, request)
    latencies.push(performance.now() - since)
  }
  const began = performance.now()
  if ('inFlight' in load) await atOnce(load.requests, load.inFlight, (request) => timed(request, performance.now()))
  else await Promise.all(load.requests.map(async (request, index) => {
    const due = began + (index * 1_000) / load.perSecond
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    await timed(request, due)
  }))
  agent.destroy()
  return { seconds: (performance.now() - began) / 1_000, latencies }
}

assert(parentPort, 'a client runs in a thread of its own')
parentPort.postMessage(await sendAll(workerData as Load))
