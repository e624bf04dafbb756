import { parseArgs } from 'node:util'
import { openChance } from '#server/demo/chance'
import { runCrashes, VICTIMS } from './crashes.ts'
import { canMakeDisk, runFullDisk } from './full-disk.ts'
import { openHouse, type House } from './house.ts'
import { runInput } from './input.ts'
import { runIsolation } from './isolation.ts'
import { runRaces } from './races.ts'
import { runTimings } from './timings.ts'
import { FILES, runRetail } from './retail.ts'

/** `npm run torture`: every trial in its long form, on a house of its own; `--only races,input` some of them, `--rounds N`, `--seed N` the same again. */
type Trying = { seed: number; rounds: number; say: (text: string) => void }
type Trial = { rounds: number; webs: number; run: (house: House, trying: Trying) => Promise<string> }

const BAD_REQUESTS = 25_000
const KILLS = 4

/** The trials by name, with how many rounds they have unless told: rounds of a race, of kills, of a full disk; of 25,000 bad requests; of 5,000 transactions. */
const TRIALS: Readonly<Record<string, Trial>> = {
  races: { rounds: 20, webs: 3, run: (ground, trying) => runRaces({ ground, ...trying }) },
  crashes: { rounds: 10, webs: 1, run: (house, { seed, rounds, say }) => runCrashes(house, { seed, say, victims: victimsOf(seed, rounds * KILLS) }) },
  disk: { rounds: 6, webs: 0, run: async (_house, trying) => (canMakeDisk() ? runFullDisk(trying) : 'left out: it takes root on Linux to make a small disk') },
  input: { rounds: 4, webs: 2, run: (ground, { seed, rounds, say }) => runInput({ ground, seed, count: rounds * BAD_REQUESTS, say: (done) => (done % 5_000 === 0 ? say(`${done} bad requests`) : undefined) }) },
  isolation: { rounds: 4, webs: 2, run: (ground, trying) => runIsolation({ ground, ...trying }) },
  timings: { rounds: 1, webs: 1, run: (ground, trying) => runTimings({ ground, ...trying }) },
  retail: { rounds: 1, webs: 1, run: (house, { seed, say }) => runRetail(house, { file: FILES.whole, parts: 2, seed, say }) },
}

const { values: { only, rounds, seed: asked, help } } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } } })
const names = only === undefined ? Object.keys(TRIALS) : only.split(',')
const unknown = names.filter((name) => !Object.hasOwn(TRIALS, name))
const wrong = [rounds, asked].find((text) => text !== undefined && !/^[1-9]\d{0,8}$/.test(text))

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Each sort of victim as often as the others, in an order of chance. */
function victimsOf(seed: number, count: number): (typeof VICTIMS)[number][] {
  const chance = openChance(seed)
  return Array.from({ length: count }, () => chance.pick(VICTIMS))
}

/** Runs one trial on a house of its own; says whether it held. */
async function tryOne(name: string, seed: number): Promise<{ name: string; holds: boolean; told: string; seconds: number }> {
  const { webs, run, rounds: usual } = TRIALS[name] as Trial
  const began = performance.now()
  const since = () => (performance.now() - began) / 1_000
  say(`\n${name}`)
  let house: House | null = null
  try {
    house = webs === 0 ? null : await openHouse({ webs })
    const told = await run(house as House, { seed, rounds: Number(rounds ?? usual), say: (text) => say(`  ${since().toFixed(1).padStart(7)} s  ${text}`) })
    return { name, holds: true, told, seconds: since() }
  } catch (error) {
    return { name, holds: false, told: (error as Error).stack ?? String(error), seconds: since() }
  } finally {
    await house?.close()
  }
}

async function tryAll(): Promise<void> {
  const seed = Number(asked ?? 1 + (Date.now() % 1_000_000))
  say(`seed ${seed}`)
  const results = []
  for (const name of names) results.push(await tryOne(name, seed))
  say(`\n${results.map(({ name, holds, told, seconds }) => `${holds ? '✓' : '✗'} ${name} (${seconds.toFixed(0)} s): ${told}`).join('\n')}`)
  const lost = results.filter(({ holds }) => !holds).map(({ name }) => name)
  if (lost.length > 0) say(`\nThe same again: npm run torture -- --seed ${seed} --only ${lost.join(',')}${rounds === undefined ? '' : ` --rounds ${rounds}`}`)
  process.exitCode = lost.length === 0 ? 0 : 1
}

if (help === true || unknown.length > 0 || wrong !== undefined) {
  say(`npm run torture -- [--only ${Object.keys(TRIALS).join(',')}] [--rounds N] [--seed N]${unknown.length > 0 ? `\nThere is no trial ${unknown.join(', ')}.` : wrong === undefined ? '' : `\n${wrong} is no number of 1 or more.`}`)
  process.exitCode = help === true ? 0 : 2
} else await tryAll()
