import assert from 'node:assert/strict'
import { openChance } from '#server/demo/chance'
import { openDatabase } from '#server/platform/database'
import { openAsk } from './ask.ts'
import { badRequest, type BadRequest, type Keys } from './bad-requests.ts'
import { readContract, type Contract } from './contract.ts'
import type { Ground } from './ground.ts'
import { proveStore } from './prove-store.ts'
import { sendRaw, type RawAnswer } from './raw-http.ts'
import { printTables } from './tables.store.ts'

const AT_ONCE = 16
const SHOWN = 1_500
/** So many mistakes are looked at together. */
const MOST_WRONG = 10

export type InputOptions = { ground: Ground; seed: number; count: number; say: (done: number) => void }

/**
 * Bad requests, made from the document of the running server: none may be answered with a mistake of ours, and none may change anything; each is
 * told what is wrong as the document promises. @throws AssertionError with the first that is not
 */
export async function runInput({ ground, seed, count, say }: InputOptions): Promise<string> {
  const superuser = openDatabase(ground.superuserUrl, { connections: 1 })
  try {
    const contract = await readContract(ground.urls)
    const [strict, loose] = [await ground.openStore(), await ground.openStore()]
    const keys = { strict: strict.key, loose: loose.key }
    for (const key of Object.values(keys)) assert.equal((await openAsk(ground.urls, key)('/programs')).status, 200)
    // What was refused is kept for the store's own staff to read, and is the one thing that may be written.
    const printed = async () => (await printTables(superuser.bare, { except: [loose.storeId] })).filter(({ table }) => table !== 'activity_refusals')
    const before = await printed()
    const tally = await sendAll(contract, keys, { ground, seed, count, say })
    assert.deepEqual(await printed(), before, 'nothing has changed')
    await proveStore(ground.database, loose.storeId, ground.clock())
    return [...tally].toSorted().map(([status, number]) => `${number} × ${status}`).join(', ')
  } finally {
    await superuser.close()
  }
}

async function sendAll(contract: Contract, keys: Keys, { ground, seed, count, say }: InputOptions): Promise<Map<string, number>> {
  const [tally, wrong] = [new Map<string, number>(), [] as string[]]
  let next = 0
  const work = async () => {
    while (next < count && wrong.length < MOST_WRONG) {
      const n = next++
      const bad = badRequest(contract, keys, openChance(seed * 1_000_003 + n))
      const answer = await sendRaw(ground.urls[n % ground.urls.length] as string, bad)
      try {
        expectRight(contract, { bad, answer, n })
      } catch (error) {
        wrong.push((error as Error).message)
      }
      const name = answer === null ? 'no answer' : String(answer.status)
      tally.set(name, (tally.get(name) ?? 0) + 1)
      if ((n + 1) % 1_000 === 0) say(n + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  assert.equal(wrong.length, 0, wrong.join('\n\n'))
  return tally
}

/** What must be true of the answer to any bad request. */
function expectRight(contract: Contract, { bad, answer, n }: { bad: BadRequest; answer: RawAnswer; n: number }): void {
  const told = `request ${n} (${bad.sort})\n${bad.head.slice(0, SHOWN)}${bad.body.toString().slice(0, SHOWN)}\n\nwas answered ${answer?.status} ${answer?.text.slice(0, SHOWN)}`
  if (answer === null) return assert.equal(bad.sort, 'noise', `nothing was said to ${told}`)
  const { status, text, headers } = answer
  assert.ok(status < 500, told)
  // What a browser asks beforehand (CORS) is answered with what it may ask, and does nothing.
  if (bad.head.startsWith('OPTIONS ') && status === 204) return
  if (!bad.isAllowed) assert.ok(status >= 400 || areAllRefused(contract, text), `was taken: ${told}`)
  if (bad.operation !== null) assert.ok(bad.operation.statuses.has(status), `the document does not name the status: ${told}`)
  // HTTP has no body behind HEAD; and what lacks a Host is refused by Node itself, before anybody could say more.
  if (bad.head.startsWith('HEAD ') || (bad.sort === 'noise' && headers['content-type'] === undefined)) return
  if (status >= 400) expectProblem(contract, { text, type: headers['content-type'], told })
  else if (bad.operation !== null) assert.ok(bad.operation.statuses.get(status)?.(JSON.parse(text)) !== false, `an answer without the promised shape: ${told}`)
}

/** Of many events that are all wrong, each has a problem of its own. */
function areAllRefused({ isProblem }: Contract, text: string): boolean {
  const { results } = JSON.parse(text) as { results?: { status: number; problem?: unknown }[] }
  return results !== undefined && results.every(({ status, problem }) => status >= 400 && isProblem(problem))
}

function expectProblem({ isProblem }: Contract, { text, type, told }: { text: string; type: string | undefined; told: string }): void {
  assert.match(type ?? 'no type', /^application\/problem\+json/, told)
  const problem = JSON.parse(text) as { code: string; detail: string; errors?: { path: string }[] }
  assert.ok(isProblem(problem), `no problem as the document has it: ${told}`)
  assert.notEqual(problem.detail, problem.code, `a problem without a sentence: ${told}`)
  if (problem.code === 'http.wrong_shape') assert.ok((problem.errors?.length ?? 0) > 0 && problem.errors?.every(({ path }) => typeof path === 'string'), `a mistake without its place: ${told}`)
}
