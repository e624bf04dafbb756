import { assert } from '#engine/assert'
import { canonicalState, fold } from '#engine/member/fold'
import type { Posting } from '#engine/member/outcome'
import { totalsOf } from '#engine/member/parts'
import type { Publication } from '#engine/program/program'
import type { MemberState } from '#engine/member/state'
import fc from 'fast-check'
import { history, stepsOf } from './arbitrary-history.ts'
import type { Deed, Plan, Step } from './plan.ts'
import { addPostings, sumsText } from './promises.ts'
import { property, seldom, type Property } from './property.ts'
import { assertSame } from './same.ts'
import { memberOf } from './scene.ts'
import { eventsByMember, tell } from './story.ts'

type Case = { plan: Plan; merged: Step[]; after: Step[] }

const [ADA, BOB] = [memberOf(0), memberOf(1)]
const QUIET: Partial<Record<Deed['kind'], number>> = { publish: 0, send: 0 }

const cases: fc.Arbitrary<Case> = fc.record({ plan: history({ steps: 14, weights: { send: 0 } }), merged: stepsOf({ steps: 6, weights: QUIET }), after: stepsOf({ steps: 6, weights: QUIET }) }, { noNullPrototype: true })

/** Two members become one, and two again (R43). */
export const mergeProperties: readonly Property[] = [
  seldom(0.5, property('merged and unmerged is as if it had never been: each member has the events that named it', cases, neverMerged)),
  seldom(0.5, property('a merge keeps every point and every date', cases, keepsEverything)),
]

const step = (deed: Deed): Step => ({ who: 0, wait: { minutes: 1 }, from: 0, deed })
/** Both are there before they are one. */
const BOTH: readonly Step[] = [0, 1].map((who) => ({ ...step({ kind: 'activity', name: 'reviewed', times: 1 }), who }))
/** A merge can be undone for thirty days. */
const soon = (one: Step): Step => ({ ...one, wait: { minutes: 'minutes' in one.wait ? one.wait.minutes % 5_000 : 100 } })

function neverMerged({ plan, merged, after }: Case): void {
  const steps = [...BOTH, ...plan.steps, step({ kind: 'merge', absorbed: 1 }), ...merged.map(soon), step({ kind: 'unmerge', which: 0 }), ...after]
  const { store, told, ended } = tell({ ...plan, steps })
  if (!told.some((one) => one.act === 'unmerge' && one.receipt.status === 'accepted')) return
  store.advance(ended)
  const events = eventsByMember(told)
  for (const id of [ADA, BOB]) {
    const apart = fold(store.timeline(), id, { events: events.get(id) ?? [], until: ended })
    assertSame(canonicalState(store.member(id)), canonicalState(apart.state), `${id} is as if they had never been one`)
    assertSame(ledgerText(store.postings(id)), ledgerText(apart.postings), `the ledger of ${id} adds up as if they had never been one`)
  }
}

function ledgerText(postings: readonly Posting[]): string {
  return sumsText(addPostings(new Map(), postings))
}

function keepsEverything({ plan }: Case): void {
  const { store, ended } = tell(plan)
  const at = ended + 60_000
  store.advance(at)
  const [ada, bob] = [store.member(ADA), store.member(BOB)]
  const { status } = store.merge({ into: ADA, absorbed: BOB, source: 'staff', id: 'merge', at })
  assert(status === 'accepted', 'two members can be merged', { status })
  const [one, gone] = [store.member(ADA), store.member(BOB)]
  for (const unit of new Set([...Object.keys(ada.head.units), ...Object.keys(bob.head.units)])) {
    const [a, b, sum, rest] = [ada, bob, one, gone].map(({ head }) => totalsOf(head, unit)) as [Totals, Totals, Totals, Totals]
    assert(sum.spent === a.spent + b.spent && sum.expired === a.expired + b.expired && books(sum) >= books(a) + books(b), 'a merge adds up', { a, b, sum })
    assert(books(rest) === 0 && rest.earned === 0, 'nothing stays behind', rest)
  }
  store.publish({ version: store.timeline().length + 1, from: at + 1, mode: 'all', program: (store.timeline().at(-1) as Publication).program })
  store.advance(at + YEAR)
  assert(store.members().length === 2 && store.postings(BOB).every(({ effectiveAt }) => effectiveAt <= at), 'nothing comes to a member who is gone')
  for (const member of [ada, bob]) {
    assert([...member.spends.keys()].every((id) => one.spends.has(id)) && [...member.awards.keys()].every((id) => one.awards.has(id)), 'every spend and every order goes along', { member: member.head.member })
  }
  const [before, after] = [[...endsOf(ada), ...endsOf(bob)].sort(), endsOf(one).sort()]
  const fresh = new Set([...one.lots.keys()].filter((id) => !ada.lots.has(id) && !bob.lots.has(id)))
  const kept = after.filter((text) => !fresh.has(text.split(' ')[0] as string))
  const owed = ({ head }: MemberState) => Object.values(head.units).reduce((sum, { debt }) => sum + debt, 0)
  if (owed(one) === owed(ada) + owed(bob)) assert(JSON.stringify(kept) === JSON.stringify(before), 'every lot keeps its dates', { before, kept })
}

const YEAR = 366 * 86_400_000

type Totals = ReturnType<typeof totalsOf>
const books = ({ pending, active, reserved, debt }: Totals): number => pending + active + reserved - debt

function endsOf(state: MemberState): string[] {
  return [...state.lots.values()].map(({ id, left, held, activatesAt, zone, earnedAt }) => `${id} ${left} ${held} ${activatesAt} ${zone} ${earnedAt}`)
}
