import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { keepFailure } from './failures.ts'
import type { Answer, Order } from './proof.ts'

/**
 * `npm run prove`: every property on its share of 100,000 histories, in blocks; Ctrl-C loses the blocks under way, and the next run goes on behind
 * those done. `npm run prove -- --carts`: those of prices, each on 50,000 carts.
 */
const { values: { carts: isOfCarts } } = parseArgs({ options: { carts: { type: 'boolean', default: false } } })
const [HISTORIES, WHAT] = isOfCarts ? [50_000, 'carts'] : [100_000, 'histories']
const BLOCK = 100
const BLOCKS = HISTORIES / BLOCK
const FILE = fileURLToPath(new URL(`../reports/proof${isOfCarts ? '-carts' : ''}.json`, import.meta.url))

type Proof = { seed: number; done: number[] }

function readProof(): Proof {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Proof
  } catch {
    return { seed: Date.now() % 1_000_000_007, done: [] }
  }
}

function writeProof(proof: Proof): void {
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, JSON.stringify(proof))
}

const proof = readProof()
const waiting = Array.from({ length: BLOCKS }, (_, block) => block).filter((block) => !proof.done.includes(block))
const before = proof.done.length
const began = performance.now()
const workers: Worker[] = []

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function sayProgress(): void {
  const done = (proof.done.length - before) * BLOCK
  const rate = done / ((performance.now() - began) / 1_000)
  const left = (BLOCKS - proof.done.length) * BLOCK
  const line = `${proof.done.length * BLOCK} of ${HISTORIES} ${WHAT}, each property on its share of them; ${rate.toFixed(1)} ${WHAT}/s, about ${Math.ceil(left / rate / 60)} minutes left; seed ${proof.seed}`
  if (process.stdout.isTTY) process.stdout.write(`\r${line} `)
  else say(line)
}

function stop(code: number): void {
  for (const worker of workers) void worker.terminate()
  process.exit(code)
}

function give(worker: Worker): void {
  const block = waiting.shift()
  if (block === undefined) void worker.terminate()
  else worker.postMessage({ seed: proof.seed, block, runs: BLOCK, isOfCarts } satisfies Order)
}

function take(worker: Worker, { block, failure }: Answer): void {
  if (failure !== null) {
    keepFailure(failure)
    say(`\nBroken: ${failure.property}\nseed ${failure.seed}: ${failure.error}\n\nThe history, kept in properties/failing-histories.json: ${JSON.stringify(failure.tried)}`)
    return stop(1)
  }
  proof.done.push(block)
  writeProof(proof)
  sayProgress()
  if (proof.done.length === BLOCKS) {
    say(`\nProved on ${HISTORIES} ${WHAT} from seed ${proof.seed}.`)
    rmSync(FILE)
    return stop(0)
  }
  give(worker)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    say(`\nStopped at ${proof.done.length * BLOCK} of ${HISTORIES}; the next run goes on from here.`)
    stop(130)
  })
}
say(`${before === 0 ? 'A new proof' : `Going on at ${before * BLOCK}`} from seed ${proof.seed}`)
for (let n = 0; n < availableParallelism(); n++) {
  const worker = new Worker(new URL('./prove-worker.ts', import.meta.url))
  workers.push(worker)
  worker.on('message', (answer: Answer) => take(worker, answer))
  worker.on('error', (error) => {
    say(`\n${error.stack ?? error.message}`)
    stop(1)
  })
  give(worker)
}
