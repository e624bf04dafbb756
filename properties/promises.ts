import { assert } from '#engine/assert'
import type { Posting } from '#engine/member/outcome'
import type { Head, Lot, MemberState, UnitTotals } from '#engine/member/state'

const OWN: ReadonlySet<string> = new Set(['pending', 'active', 'reserved'])

/** What must be true of a member at any instant, whatever happened: R2, invariant 2, and a state that agrees with itself. */
export function assertMember(state: MemberState): void {
  const { head } = state
  for (const unit of unitsOf(state)) assertUnit(state, unit)
  for (const lot of state.lots.values()) assert(lot.left > 0, 'an open lot has something left', lot)
  for (const lot of state.closedLots.values()) assert(lot.left === 0 && lot.held === 0, 'a closed lot has nothing left', lot)
  assert(head.nextDue === null || head.nextDue > head.advancedTo, 'nothing is overdue', { nextDue: head.nextDue, advancedTo: head.advancedTo })
  assertSpends(state)
  assertAwards(state)
  assertCounters(head)
}

function unitsOf({ head, lots }: MemberState): Set<string> {
  return new Set([...Object.keys(head.units), ...[...lots.values()].map(({ unit }) => unit)])
}

/** R2's sum; the accounts are what the lots hold; and no points are free while the member owes. */
function assertUnit({ head, lots }: MemberState, unit: string): void {
  const totals = head.units[unit] as UnitTotals
  const { earned, pending, active, reserved, spent, expired, revoked, debt } = totals
  assert(earned === active + pending + reserved + spent + expired + revoked - debt, `R2 of ${unit}`, totals)
  const found = { pending: 0, active: 0, reserved: 0 }
  for (const lot of lots.values()) {
    if (lot.unit !== unit) continue
    assertLot(lot)
    if (lot.isPending) found.pending += lot.left
    else found.active += lot.left - lot.held
    found.reserved += lot.held
  }
  assert(found.pending === pending && found.active === active && found.reserved === reserved, `the accounts of ${unit} are what its lots hold`, { totals, found })
  assert(debt === 0 || active === 0, `no ${unit} are free while any are owed`, totals)
  for (const account of ['pending', 'active', 'reserved', 'spent', 'expired', 'debt', 'waived', 'forgiven'] as const) {
    assert(totals[account] >= 0, `no account of ${unit} is below zero`, totals)
  }
}

function assertLot(lot: Lot): void {
  assert(lot.left >= 0 && lot.held >= 0 && lot.held <= lot.left && lot.left <= lot.amount, 'a lot holds no more than it has, and has no more than it was', lot)
  assert(!lot.isPending || lot.held === 0, 'pending points are not reserved', lot)
  assert(lot.isPending === (lot.activeSince === null), 'a lot is pending until it is active', lot)
}

/** What is reserved in the lots is what holds reserve; nothing returns more than it took. */
function assertSpends({ lots, spends }: MemberState): void {
  const held = new Map<string, number>()
  for (const spend of spends.values()) {
    const pieces = spend.pieces.reduce((sum, { points }) => sum + points, 0)
    assert(spend.returned <= spend.points && spend.pieces.every(({ points, returned }) => returned >= 0 && returned <= points), 'no spend returns more than it took', spend)
    if (spend.status === 'held') for (const { lot, points } of spend.pieces) held.set(lot, (held.get(lot) ?? 0) + points)
    if (spend.status !== 'spent') continue
    const back = spend.pieces.reduce((sum, { returned }) => sum + returned, 0)
    assert(pieces - back + spend.debt === spend.points - spend.returned, 'a spend says where each of its points came from', spend)
  }
  for (const lot of lots.values()) assert((held.get(lot.id) ?? 0) === lot.held, 'what a lot holds is what holds took of it', lot)
}

/** R6: nothing is taken back twice, or more than there was. */
function assertAwards({ awards }: MemberState): void {
  for (const award of awards.values()) {
    for (const { earned, clawed, waived, moved } of award.earnings) {
      assert(clawed >= 0 && waived >= 0 && moved >= 0 && clawed + waived + moved <= earned, 'no more is taken back than was earned', award)
    }
    for (const { id, netMinor } of award.paid?.lines ?? []) {
      assert((award.refundedMinor[id] ?? 0) <= Math.max(0, netMinor), 'no more of a line comes back than was paid for it', award)
    }
    assert(award.paid === null || award.early.length === 0, 'what came before its order is done with it', award)
  }
}

function assertCounters({ used, series, milestones }: Head): void {
  for (const key in used) assert((used[key] as number) >= 0, 'no cap is used less than never', used)
  for (const name in series) {
    const { total, days, amounts } = series[name] as (typeof series)[string]
    assert(amounts.reduce((sum, amount) => sum + amount, 0) === total, `the days of ${name} add up`, series[name])
    assert(days.every((day, n) => n === 0 || day > (days[n - 1] as number)), `the days of ${name} are in order`, series[name])
    if (name === 'orders') assert(total >= 0, 'nobody has fewer orders than none', series[name])
  }
  for (const rule in milestones) {
    const { count, paid } = milestones[rule] as (typeof milestones)[string]
    assert(count >= 0 && paid.every(({ at }) => at <= count), `what ${rule} counts is not below zero`, milestones[rule])
  }
}

/** What a ledger adds up to: unit and account, in one key. */
export type Sums = Map<string, number>

/** Adds postings to the sums, and asserts that each one is whole and says which lot it moved (invariants 1 and 3). */
export function addPostings(sums: Sums, postings: readonly Posting[]): Sums {
  for (const posting of postings) {
    const { unit, from, to, points, lot, reason } = posting
    assert(Number.isSafeInteger(points) && points > 0 && from !== to, 'a posting moves a whole number of points', posting)
    assert(lot !== null || reason === 'merge' || (!OWN.has(from) && !OWN.has(to)), 'a posting of points that a member has names their lot', posting)
    add(sums, `${unit} ${from}`, -points)
    add(sums, `${unit} ${to}`, points)
  }
  return sums
}

function add(sums: Sums, key: string, points: number): void {
  const sum = (sums.get(key) ?? 0) + points
  if (sum === 0) sums.delete(key)
  else sums.set(key, sum)
}

/** The sums as one text: equal ledgers have equal texts (invariant 5). */
export function sumsText(sums: Sums): string {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, points]) => `${key} ${points}`).join('\n')
}

/** Invariant 2: the ledger adds up to the member's own accounts, and to what left them. */
export function assertLedger({ head }: MemberState, sums: Sums): void {
  const sum = (unit: string, account: string) => sums.get(`${unit} ${account}`) ?? 0
  for (const unit in head.units) {
    const totals = head.units[unit] as UnitTotals
    for (const account of ['pending', 'active', 'reserved', 'debt'] as const) {
      const balance = account === 'debt' ? -totals.debt : totals[account]
      assert(sum(unit, account) === balance, `the postings of ${unit} add up to what is ${account}`, { totals, found: sum(unit, account) })
    }
  }
}

/** What the ledger says of points that left or never were the member's; not so after a merge, which moves them as one. */
export function assertOutsideAccounts({ head }: MemberState, sums: Sums): void {
  const sum = (unit: string, account: string) => sums.get(`${unit} ${account}`) ?? 0
  for (const unit in head.units) {
    const { earned, spent, expired, revoked, forgiven } = head.units[unit] as UnitTotals
    const found = { spent: sum(unit, 'spent'), expired: sum(unit, 'expired'), revoked: sum(unit, 'revoked'), forgiven: -sum(unit, 'forgiven'), earned: -sum(unit, 'issued') - sum(unit, 'forgiven') }
    const told = { spent, expired, revoked, forgiven, earned }
    assert(JSON.stringify(found) === JSON.stringify(told), `the postings of ${unit} add up to what was earned and where it went`, { found, told })
  }
}

/** R1: lot by lot, the postings say what is left; and every lot was made by something that happened. */
export function assertLots(state: MemberState, postings: readonly Posting[], happened: ReadonlySet<string>): void {
  const moved = new Map<string, number>()
  for (const { lot, from, to, points } of postings) {
    if (lot === null) continue
    moved.set(lot, (moved.get(lot) ?? 0) + (OWN.has(to) ? points : 0) - (OWN.has(from) ? points : 0))
  }
  for (const lot of [...state.lots.values(), ...state.closedLots.values()]) {
    assert((moved.get(lot.id) ?? 0) === lot.left, 'the postings of a lot add up to what is left of it', { lot, moved: moved.get(lot.id) })
    assert(lot.source === 'time' || happened.has(`${lot.source}\n${lot.sourceId}`), 'a lot names the event that made it', lot)
    moved.delete(lot.id)
  }
  for (const [id, points] of moved) assert(points === 0, 'a posting names a lot that is there', { id, points })
}
