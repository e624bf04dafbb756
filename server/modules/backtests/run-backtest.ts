import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { totalsOf } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import { levelsHeld } from '#engine/simulate/level-keys'
import type { PastGoods } from '#engine/simulate/past-cart'
import { openPastSpan, type Life, type PastSpan, type SpanRun } from '#engine/simulate/past-span'
import { addSpanSums } from '#engine/simulate/span-sums'
import type { Program } from '#engine/program/program'
import { readLives, selectLivesAfter, type Lives } from '#server/modules/activity/index'
import type { WriteContext } from '#server/platform/context'
import { insertMovers, lockOpenBacktest, updateBacktest, type FullRow, type Mover, type Sums } from './backtests.store.ts'
import { readPastGoods } from './past-goods.ts'
import { readSides, type Side } from './read-sides.ts'

/** How much one piece looks at: a second or so of work, whoever the members are. `members` are in memory at once. */
export type PieceSize = { members: number; pages: number; events: number }
const PIECE: PieceSize = { members: 50, pages: 10, events: 2_000 }

/** So many members who would stand elsewhere are kept by name. */
const MOST_LISTED = 10_000

/**
 * Does the next piece of the oldest back-test of the store that nobody works on: members behind the last one, both programs, their sums added to those so far, all in one
 * transaction that locks nothing but that row. A process that ends loses a piece, which another one does. Says whether there may be more.
 */
export async function runBacktest(ctx: WriteContext, { worldNow, size = PIECE }: { worldNow: Instant; size?: PieceSize }): Promise<boolean> {
  const row = await lockOpenBacktest(ctx)
  if (row === undefined) return false
  const { before, after } = await readSides(ctx, row)
  const piece = { row, sides: [before, after] as const, movers: [] as Mover[] }
  let isOver = false
  try {
    for (let [pages, events] = [0, 0]; !isOver && pages < size.pages && events < size.events; pages += 1) {
      const looked = await lookAtPage(ctx, piece, size.members)
      isOver = looked.isLast
      events += looked.events
    }
  } catch (error) {
    if (!(error instanceof Unrunnable)) throw error
    await updateBacktest(ctx, { ...row, status: 'failed', endedAt: worldNow, failedOn: error.memberId })
    return true
  }
  await insertMovers(ctx, row.backtest, piece.movers)
  await updateBacktest(ctx, { ...row, status: isOver ? 'done' : 'running', wanted: isOver ? row.done : Math.max(row.wanted, row.done), endedAt: isOver ? worldNow : null })
  return true
}

/** A member whose history a program cannot be run over. */
class Unrunnable extends Error {
  override name = 'Unrunnable'
  readonly memberId: string

  constructor(memberId: string, cause: unknown) {
    super('a history that cannot be run', { cause })
    this.memberId = memberId
  }
}

type Piece = { row: FullRow; sides: readonly [Side, Side]; movers: Mover[] }

async function lookAtPage(ctx: WriteContext, { row, sides, movers }: Piece, most: number): Promise<{ isLast: boolean; events: number }> {
  const found = await selectLivesAfter(ctx, { after: row.after, most })
  const lives = await readLives(ctx, sides.map(({ span }) => span.timeline), found.map(({ memberId }) => memberId))
  const goingOn = new Set(found.flatMap(({ memberId, isGoingOn }) => (isGoingOn ? [memberId] : [])))
  const events = [...lives.values()].flatMap(([own = []]) => own)
  const goods = await readPastGoods(ctx, { programs: sides.map(({ program }) => program), events, from: sides[0].span.from })
  movers.push(...runPage(row.sums, { sides, lives, goingOn, goods }))
  row.done += goingOn.size
  row.after = found.at(-1)?.memberId ?? row.after
  return { isLast: found.length < most, events: events.length }
}

type Page = { sides: readonly [Side, Side]; lives: Lives; goingOn: ReadonlySet<string>; goods: PastGoods }

/** Runs members both ways, adds up what comes of it, and says who stands elsewhere. @throws Unrunnable */
function runPage(sums: Sums, { sides: [before, after], lives, goingOn, goods }: Page): Mover[] {
  const [was, is] = [openSide(before.span, sums.before, goods), openSide(after.span, sums.after, goods)]
  const movers: Mover[] = []
  for (const [memberId, [old = [], changed = []]] of lives) {
    const isGoingOn = goingOn.has(memberId)
    const [stood, stands] = [take(was, memberId, { events: old, isGoingOn }), take(is, memberId, { events: changed, isGoingOn })]
    const mover = isGoingOn ? moverOf(memberId, { program: before.program, state: stood }, { program: after.program, state: stands }) : null
    if (mover === null) continue
    const move = `${mover.from}>${mover.to}`
    sums.moves[move] = (sums.moves[move] ?? 0) + 1
    if (sums.listed === MOST_LISTED) continue
    sums.listed += 1
    movers.push({ ...mover, spendMinor: was.spendOf(memberId) })
  }
  addSpanSums(sums.before, was.sums())
  addSpanSums(sums.after, is.sums())
  return movers
}

function openSide(span: PastSpan, { used }: { used: Readonly<Record<string, number>> }, goods: PastGoods): SpanRun {
  return openPastSpan({ span, goods, used })
}

function take(run: SpanRun, memberId: string, life: Life): MemberState {
  try {
    return run.take(memberId, life)
  } catch (error) {
    throw new Unrunnable(memberId, error)
  }
}

type Stood = { program: Program; state: MemberState }

function moverOf(memberId: string, was: Stood, is: Stood): Omit<Mover, 'spendMinor'> | null {
  const [from, to] = [was, is].map(({ program, state }) => levelsHeld(program, state.head).join())
  assert(from !== undefined && to !== undefined, 'a member stands somewhere both ways', memberId)
  return from === to ? null : { memberId, from, to, beforeBalance: balanceOf(was), afterBalance: balanceOf(is) }
}

function balanceOf({ program, state }: Stood): number {
  const { active, debt } = totalsOf(state.head, program.mainUnit)
  return active - debt
}
