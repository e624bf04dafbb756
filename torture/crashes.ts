import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { openChance } from '#server/demo/chance'
import type { House } from './house.ts'
import { openJournal, type Journal } from './journal.ts'

/** Who is killed, and what whoever supervises the host does about it: it starts again what it started. Nothing else is mended. */
export const VICTIMS = ['web', 'worker', 'postgres', 'everything'] as const
export type Victim = (typeof VICTIMS)[number]

const BACK_MS = 45_000
const SOME_EVENTS = 40

/**
 * Kills one after the other under 20 writers, and then asks for everything that was acknowledged. @throws AssertionError with what was lost or doubled
 */
export async function runCrashes(house: House, { seed, victims, say }: { seed: number; victims: readonly Victim[]; say: (text: string) => void }): Promise<string> {
  const [chance, journal] = [openChance(seed), await openJournal(house, { seed })]
  const waits: number[] = []
  await go(journal)
  for (const [n, victim] of victims.entries()) {
    await sleep(chance.between(100, 900))
    const before = journal.acknowledged()
    await kill(house, victim)
    const began = performance.now()
    await go(journal)
    waits.push((performance.now() - began) / 1_000)
    say(`${n + 1} of ${victims.length}: killed ${victim} after ${before} events; ${SOME_EVENTS} more were acknowledged ${(waits.at(-1) as number).toFixed(1)} s later`)
  }
  await journal.stop()
  await journal.check()
  await expectTruth(house)
  const setbacks = Object.entries(journal.setbacks()).map(([name, count]) => `${count} × ${name}`).join(', ')
  return `${journal.acknowledged()} events acknowledged over ${victims.length} kills, each there once; back within ${Math.max(...waits).toFixed(1)} s; told to come again: ${setbacks || 'never'}`
}

async function kill({ webs, worker, killPostgres }: House, victim: Victim): Promise<void> {
  if (victim === 'postgres') return killPostgres()
  const killed = victim === 'web' ? [...webs] : victim === 'worker' ? [worker] : [...webs, worker]
  await Promise.all(killed.map((role) => role.kill()))
  if (victim === 'everything') killPostgres()
  // The one that cares for PostgreSQL first, as those who depend on it would wait for it.
  for (const role of killed) await role.start()
}

/** Waits until some more events have been acknowledged. */
export async function go(journal: Journal): Promise<void> {
  const wanted = journal.acknowledged() + SOME_EVENTS
  for (const end = performance.now() + BACK_MS; journal.acknowledged() < wanted; await sleep(20)) {
    assert.ok(performance.now() < end, `it does not come back within ${BACK_MS / 1_000} s: ${JSON.stringify(journal.setbacks())}`)
  }
}

/** That no process ended by itself, and that the commands of the house find the ledger true. */
export async function expectTruth({ webs, worker, run }: House): Promise<void> {
  for (const { ownEnd } of [...webs, worker]) assert.equal(ownEnd, null)
  await expectProved(run)
}

/** That `verify` and `rebuild --check` find nothing. */
export async function expectProved(run: House['run']): Promise<void> {
  for (const args of [['verify'], ['rebuild', '--check']]) {
    const { code, complaint } = await run(...args)
    assert.deepEqual({ code, complaint }, { code: 0, complaint: '' }, args.join(' '))
  }
}
