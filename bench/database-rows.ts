import { measureBalances } from './balances.ts'
import { measureBigMember, measureLate } from './big-member.ts'
import { openCrowd } from './clones.ts'
import { measureHttp } from './http.ts'
import { measureImports, measureUnsorted } from './imports.ts'
import { progress } from './measure.ts'
import { measurePgbench } from './pgbench.ts'
import { measureQuoteRequests, openCatalogue } from './quote-requests.ts'
import { measureRecording } from './recording.ts'
import { measureRoster } from './roster.ts'
import { measureStarts } from './starts.ts'
import { settle, TABLES } from './seed.store.ts'
import { figure, gate, whole, type Row } from './tables.ts'
import { measureDrain, measureTimers } from './timers.ts'
import { openWorld, type World } from './world.ts'

/** How large things are made. `members`: the crowd of balances and due timers, with ten postings each. */
export type Sizes = { members: number; events: number; orders: number }
type Rows = { gates: Row[]; figures: Row[] }

const HALF = 0.5
/** A hundred thousand products where there are a million members. */
const MEMBERS_PER_SKU = 10

/** What needs a database, by the name that `--only` takes, in the order in which it is measured. */
export const PARTS: Record<string, (world: World, sizes: Sizes) => Promise<Rows>> = { record: recordRows, http: httpRows, big: bigRows, late: lateRows, import: importRows, timers: timerRows, crowd: crowdRows, roster: rosterRows, quotes: quoteRows, pgbench: pgbenchRows, start: startRows }

/** Measures some parts, each in a world of its own, so that what one leaves behind slows no other. */
export async function databaseRows(parts: readonly string[], sizes: Sizes): Promise<Rows> {
  const all: Rows = { gates: [], figures: [] }
  for (const part of parts) {
    progress(part)
    const world = await openWorld()
    try {
      const { gates, figures } = await (PARTS[part] as (typeof PARTS)[string])(world, sizes)
      all.gates.push(...gates)
      all.figures.push(...figures)
    } finally {
      await world.close()
    }
  }
  return all
}

async function recordRows(world: World, { events }: Sizes): Promise<Rows> {
  const what = (stores: string) => `durable events through \`recordEvents\` in batches ÷ the best SQL by hand that writes the same rows, ${stores}`
  const one = await measureRecording(world, { stores: 1, members: events / 2, events })
  const many = await measureRecording(world, { stores: 50, members: 500, events: Math.ceil(events / 20) })
  const detail = ({ ours, rival }: typeof one) => `${whole(ours)} events/s, by hand ${whole(rival)}`
  return { gates: [gate(what('1 store'), one.ratio, { least: HALF, detail: detail(one) }), gate(what('50 stores'), many.ratio, { least: HALF, detail: detail(many) })], figures: [] }
}

async function httpRows(world: World, { events }: Sizes): Promise<Rows> {
  const found = await measureHttp(world, { members: events / 2 })
  return {
    gates: [
      gate('one event per HTTP request, gathered ÷ a transaction each, 64 in flight', found.ratio64, { least: 1.7, detail: `${whole(found.gathered64)} events/s` }),
      gate('one event per HTTP request, gathered ÷ a transaction each, 512 in flight', found.ratio512, { least: 3, detail: `${whole(found.gathered512)} events/s` }),
    ],
    figures: [
      figure('HTTP requests of 500 events, end to end, database and client on the same cores', `${whole(found.bulkPerSecond)} events/s`, '≥ 12,000 events/s'),
      figure('one event per HTTP request, 64 in flight, p99', `${found.p99At64Ms.toFixed(0)} ms`, '≤ 50 ms'),
    ],
  }
}

async function bigRows(world: World): Promise<Rows> {
  const { order, refund, spend } = await measureBigMember(world, { orders: 10_000, lots: 5_000 })
  const detail = ({ bigMs, smallMs }: typeof order) => `${bigMs.toFixed(1)} ms, ${smallMs.toFixed(1)} ms`
  return {
    gates: [gate('an order of a member with 5,000 open lots and 10,000 orders ÷ of one with 5, in time', order.ratio, { most: 2, detail: detail(order) })],
    figures: [figure('a refund of that member ÷ of the other', `${refund.ratio.toFixed(2)} (${detail(refund)})`), figure('a spend of that member ÷ of the other', `${spend.ratio.toFixed(2)} (${detail(spend)})`)],
  }
}

async function lateRows(world: World): Promise<Rows> {
  const found = await measureLate(world, [10, 1_000, 10_000])
  return { gates: [], figures: found.map(({ events, firstMs, lateMs, onTimeMs }) => figure(`a late order of a member with ${whole(events)} events, alone`, `${whole(lateMs)} ms (the first one ${whole(firstMs)} ms, one on time ${whole(onTimeMs)} ms)`)) }
}

async function importRows(world: World, { orders }: Sizes): Promise<Rows> {
  const file = await measureImports(world, { orders })
  const unsorted = await measureUnsorted(world, { orders })
  return {
    gates: [gate('`rockpool import` of a shuffled file ÷ of a sorted one, in time', file.ratio, { most: 2, detail: `${whole(file.perSecond)} orders/s sorted` })],
    figures: [figure('orders told to the recorder in no order ÷ by time, ten a member, in time', `${unsorted.ratio.toFixed(2)} (${whole(unsorted.perSecond)} events/s by time)`)],
  }
}

async function timerRows(world: World, { events }: Sizes): Promise<Rows> {
  const { ratio, ours, rival } = await measureTimers(world, { members: events / 2 })
  return { gates: [gate('due timers ÷ the best SQL by hand that writes the same rows', ratio, { least: HALF, detail: `${whole(ours)} members/s, by hand ${whole(rival)}` })], figures: [] }
}

async function crowdRows(world: World, { members }: Sizes): Promise<Rows> {
  const crowd = await openCrowd(world, members)
  const { p99Ms } = await measureBalances(world, crowd, { members })
  const { ratio, idleMs, drainingMs } = await measureDrain(world, crowd)
  return {
    gates: [gate(`p99 of \`recordEvents\` while ${whole(members)} due members drain ÷ idle`, ratio, { most: 2, detail: `${drainingMs.toFixed(1)} ms, ${idleMs.toFixed(1)} ms` })],
    figures: [figure(`a balance through HTTP at ${whole(members)} members and ${whole(members * 10)} postings, 500 requests/s, p99`, `${p99Ms.toFixed(1)} ms`, '≤ 10 ms')],
  }
}

async function rosterRows(world: World, { members }: Sizes): Promise<Rows> {
  const { firstMs, slowestFirst, filterMs, slowestFilter, figuresMs, rolledPerSecond } = await measureRoster(world, { members })
  return {
    gates: [],
    figures: [
      figure(`the first page of ${whole(members)} members with its count, the slowest of five sorts`, `${whole(firstMs)} ms (${slowestFirst})`, '≤ 300 ms'),
      figure('a filtered page of them with its count, the slowest of eleven', `${whole(filterMs)} ms (${slowestFilter})`, '≤ 500 ms'),
      figure('the figures of a year by days', `${whole(figuresMs)} ms`, '≤ 500 ms'), figure('postings summed up a second, with a tenth as many members written to the roster', whole(rolledPerSecond)),
    ],
  }
}

async function quoteRows(world: World, { members }: Sizes): Promise<Rows> {
  const crowd = await openCrowd(world, members)
  const skus = Math.ceil(members / MEMBERS_PER_SKU)
  await openCatalogue(crowd, { skus, level: 'silver' })
  await settle(world.superuser, TABLES.catalogue)
  const row = async (lines: number): Promise<Row> => {
    const { p99Ms } = await measureQuoteRequests(world, crowd, { members, skus, lines })
    return figure(`a quote of ${lines} lines through HTTP at ${whole(members)} members and ${whole(skus)} products, 300 requests/s, p99`, `${p99Ms.toFixed(1)} ms`, '≤ 15 ms')
  }
  return { gates: [], figures: [await row(3), await row(20)] }
}

async function pgbenchRows(world: World): Promise<Rows> {
  const perSecond = await measurePgbench(world)
  return { gates: [], figures: [figure("for comparison, pgbench's script like TPC-B on the same server, 10 clients", perSecond === null ? 'not measured: pgbench is not installed' : `${whole(perSecond)} transactions/s`)] }
}

async function startRows(): Promise<Rows> {
  const { first, again, afterKill } = await measureStarts()
  return { gates: [], figures: [figure('`rockpool start` to ready: in an empty folder; again; after everything was killed', `${first.toFixed(1)} s; ${again.toFixed(1)} s; ${afterKill.toFixed(1)} s`)] }
}
