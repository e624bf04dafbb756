import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { openChance } from '#server/demo/chance'
import { hashPassword, upsertPassword } from '#server/modules/logins/index'
import { makeLink } from '#server/modules/staff/index'
import { openDatabase } from '#server/platform/database'
import type { Asked } from './ground.ts'
import { deleteAttempts } from './tables.store.ts'

/** Of what is there and of what is not, in each comparison; and before they count, while code is compiled and connections are made. */
const TIMINGS = 200
const WARMING = 20
/** Beyond this |t| two samples of this size are told apart (the threshold of test vector leakage assessment; Goodwill et al. 2011). */
const TELLING_T = 4.5

const SECOND_MS = 1_000

const [PASSWORD, ANOTHER] = ['a boat, three lanterns', 'another boat, no lantern']
const [KNOWN, UNKNOWN] = ['known@example.com', 'nobody@example.com']

/** Two requests that must be answered alike: one about what is there, one about what is not. */
type Pair = { name: string; status: number; known: () => Request; unknown: () => Request }

/** Whether anybody could tell by the time of an answer who has an account, and which links there ever were. Says the t of each comparison. */
export async function runTimings({ ground, seed, rounds, say }: Asked): Promise<string> {
  const superuser = openDatabase(ground.superuserUrl, { connections: 2 })
  const chance = openChance(seed)
  try {
    const told: string[] = []
    for (const pair of [...await openStaffPairs(ground), ...await openMemberPairs(ground)]) {
      for (let round = 1; round <= rounds; round += 1) {
        const { known, unknown } = await timePair(pair, { pick: () => chance.pick([true, false]), forget: () => deleteAttempts(superuser.bare) })
        const t = welch(known, unknown)
        say(`${pair.name}: ${mean(known).toFixed(2)} ms of what is there, ${mean(unknown).toFixed(2)} ms of what is not, t ${t.toFixed(2)}`)
        assert.ok(Math.abs(t) < TELLING_T, `${pair.name} takes another time for what is there: t ${t.toFixed(2)}`)
        told.push(`${pair.name} t ${t.toFixed(2)}`)
      }
    }
    return `${TIMINGS} timings each: ${told.join(', ')}`
  } finally {
    await superuser.close()
  }
}

/** A post of JSON to the first web process, in a store where one is named. */
function openPost({ urls }: Asked['ground'], headers: Readonly<Record<string, string>> = {}) {
  return (path: string, body: object) => new Request(`${urls[0]}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
}

async function openStaffPairs(ground: Asked['ground']): Promise<Pair[]> {
  const { urls, database, clock } = ground
  const post = openPost(ground)
  const { token } = await makeLink(database.bare, { purpose: 'owner', now: clock() })
  const becoming = await fetch(post('/staff/owner', { token, name: 'Known', email: KNOWN, password: PASSWORD }))
  assert.equal(becoming.status, 201, await becoming.text())
  const { staff } = (await (await fetch(`${urls[0]}/api/v1/staff/me`, { headers: { cookie: becoming.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') } })).json()) as { staff: { id: string } }
  const used = await makeLink(database.bare, { purpose: 'password', staffId: staff.id, now: clock() })
  assert.equal((await fetch(post('/staff/password-resets', { token: used.token, password: PASSWORD }))).status, 200)
  const signIn = (email: string) => () => post('/staff/sessions', { email, password: ANOTHER })
  const reset = (of: string) => () => post('/staff/password-resets', { token: of, password: PASSWORD })
  return [
    { name: 'staff signing in', status: 401, known: signIn(KNOWN), unknown: signIn(UNKNOWN) },
    { name: 'staff setting a password', status: 410, known: reset(used.token), unknown: reset('A'.repeat(43)) },
  ]
}

/** A member with a password, of a store that offers codes and passwords; and an address that nobody has. */
async function openMemberPairs(ground: Asked['ground']): Promise<Pair[]> {
  const { storeId, key } = await ground.openStore()
  const [post, staff] = [openPost(ground, { 'rockpool-store': storeId }), { authorization: `Bearer ${key}`, 'content-type': 'application/json' }]
  const must = async (asked: Request) => assert.ok((await fetch(asked)).ok, asked.url)
  await must(new Request(`${ground.urls[0]}/api/v1/shop-settings`, { method: 'PATCH', headers: staff, body: JSON.stringify({ ways: { code: true, password: true, passkey: true, handover: true } }) }))
  const made = (await (await fetch(openPost(ground, staff)('/members', { email: KNOWN }))).json()) as { memberId: string }
  await ground.database.inStore(storeId, async (db) => upsertPassword({ db, storeId, actor: { kind: 'system', job: 'timings' }, now: ground.clock() }, { memberId: made.memberId, hash: await hashPassword(PASSWORD), at: ground.clock() }))
  const pair = (name: string, status: number, asked: (email: string) => Request): Pair => ({ name: `members ${name}`, status, known: () => asked(KNOWN), unknown: () => asked(UNKNOWN) })
  return [
    pair('signing in by a password', 401, (email) => post('/sessions', { way: 'password', email, password: ANOTHER })),
    // Before any code was asked for: that nobody waits for one is not told either.
    pair('entering a code', 401, (email) => post('/sessions', { way: 'code', email, code: '000000' })),
    pair('asking for a code', 201, (email) => post('/codes', { email })),
    pair('asking for a code for a password', 201, (email) => post('/codes', { email, purpose: 'password' })),
    pair('setting a password', 401, (email) => post('/password-resets', { email, code: '000000', password: PASSWORD })),
  ]
}

/** Both sorts in an order of chance, so that whatever else the machine does is done to both. */
async function timePair(pair: Pair, { pick, forget }: { pick: () => boolean; forget: () => Promise<void> }): Promise<{ known: number[]; unknown: number[] }> {
  const times = { known: [] as number[], unknown: [] as number[] }
  for (let sent = -WARMING; times.known.length < TIMINGS || times.unknown.length < TIMINGS; sent += 1) {
    await forget()
    const isKnown = times.known.length < TIMINGS && (times.unknown.length >= TIMINGS || pick())
    const request = isKnown ? pair.known() : pair.unknown()
    const began = performance.now()
    const answer = await fetch(request)
    const said = await answer.text()
    const took = performance.now() - began
    if (said.includes('"http.limited_person"')) {
      // A fast machine asks more than an address may: it waits, and asks again.
      await pause(Number(answer.headers.get('retry-after')) * SECOND_MS)
      continue
    }
    assert.equal(answer.status, pair.status, said)
    if (sent >= 0) times[isKnown ? 'known' : 'unknown'].push(took)
  }
  return times
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Welch's t of two samples: how many standard errors their means are apart. */
function welch(a: readonly number[], b: readonly number[]): number {
  const variance = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1)
  return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length)
}
