import { assert } from '#engine/assert'
import { canonicalState } from '#engine/member/fold'
import { totalsOf } from '#engine/member/parts'
import type { ProgramDocument } from '#engine/program/schema'
import type { Store } from '#engine/simulate/store'
import { history, type Choices } from './arbitrary-history.ts'
import { assertStands, deliver, LATEST } from './arrival.ts'
import type { Deed, Plan } from './plan.ts'
import { addPostings, assertLedger, assertMember, sumsText } from './promises.ts'
import { property, seldom, type Property } from './property.ts'
import { assertSame } from './same.ts'
import { tell } from './story.ts'
import { byVolume } from './telling.ts'

const COMPANIES: Partial<Record<Deed['kind'], number>> = { company_order: 14, hire: 5, share: 4, refund: 6, order: 2, send: 0, volume: 0 }
/** What nobody judges by what is there: when it comes to be known changes nothing. */
const FACTS: typeof COMPANIES = { ...COMPANIES, settle: 0, spend: 0, hold: 0, end_hold: 0, cancel: 0, redeem: 0, give_back: 0, withdraw: 0, adjust: 0, forgive: 0, tier: 0, profile: 0, join: 0, publish: 0 }
const choices = (weights: typeof COMPANIES): Choices => ({ members: 5, hasSharing: true, weights })

/** R45: companies, their buyers, and what they share. */
export const companyProperties: readonly Property[] = [
  seldom(0.4, property('what companies share arrives, what leavers forfeit comes back, and every member is the fold of what it was told', history(choices(COMPANIES)), sharesKeepPoints)),
  seldom(0.25, property('so it is when companies and buyers become one, and two again', history(choices({ ...COMPANIES, merge: 2, unmerge: 2 })), sharesKeepPoints)),
  seldom(0.2, property('told late and shuffled, companies and buyers end as they do in order', history(choices(FACTS)), lateFacts)),
  seldom(0.25, property("a buyer's volume is what the companies have bought for which they buy", history(choices({ ...COMPANIES, publish: 0 })), volumeIsSpend)),
  seldom(0.25, property('all together have as many points as if nothing were shared', history(choices({ ...FACTS, deliver: 4 })), nothingIsGained)),
]

function sharesKeepPoints(plan: Plan): void {
  const { store, ended } = tell(plan)
  store.advance(ended)
  assertShares(store)
  for (const id of store.members()) {
    assertMember(store.member(id))
    assertLedger(store.member(id), addPostings(new Map(), store.postings(id)))
    assertStands(store, id, { events: store.events(id), ended })
  }
}

/** As much is received as was given. */
function assertShares(store: Store): void {
  const sums = addPostings(new Map(), store.members().flatMap((id) => store.postings(id).filter(({ reason }) => reason === 'share' || reason === 'receive')))
  assert((sums.get('points spent') ?? 0) === -(sums.get('points issued') ?? 0), 'as much is received as was shared or forfeited', sumsText(sums))
}

function lateFacts(plan: Plan): void {
  const inOrder = tell(withoutPointsAsMoney(plan))
  const late = deliver({ ...inOrder, told: inOrder.told.filter(({ receipt }) => receipt.status === 'accepted') }, plan)
  if (late.answers.some(({ receipt }) => receipt.status !== 'accepted')) return
  for (const store of [late.store, inOrder.store]) store.advance(inOrder.ended + LATEST)
  for (const id of inOrder.store.members()) {
    assertSame(canonicalState(late.store.member(id)), canonicalState(inOrder.store.member(id)), 'told late, it ends in the same state')
    assertSame(sumsText(addPostings(new Map(), late.store.postings(id))), sumsText(addPostings(new Map(), inOrder.store.postings(id))), 'told late, it ends in the same sums')
  }
}

function withoutPointsAsMoney(plan: Plan): Plan {
  return { ...plan, steps: plan.steps.map(({ deed, ...step }) => ({ ...step, deed: 'order' in deed ? { ...deed, order: { ...deed.order, paidByPoints: 0 } } : deed })) }
}

function volumeIsSpend(drawn: Plan): void {
  const { store } = tell(byVolume(drawn))
  const companies = store.members().map((id) => store.member(id).head)
  for (const { member, series } of companies) {
    const theirs = companies.flatMap(({ company, series: { spend } }) => (company?.buyers.includes(member) === true && spend !== undefined ? [spend] : []))
    assert((series['company_volume']?.total ?? 0) === theirs.reduce((sum, { total }) => sum + total, 0), 'all in all', { member, volume: series['company_volume'] })
    for (const day of new Set([...(series['company_volume']?.days ?? []), ...theirs.flatMap(({ days }) => days)])) {
      const on = ({ days, amounts }: { days: readonly number[]; amounts: readonly number[] }) => amounts[days.indexOf(day)] ?? 0
      assert(on(series['company_volume'] ?? { days: [], amounts: [] }) === theirs.reduce((sum, spend) => sum + on(spend), 0), 'day by day', { member, day })
    }
  }
}

/**
 * Where a refund may always take back what an order gave, and nothing ends by itself: else it could take back less of a company that has shared.
 * And without anniversaries: whom a share made a member has one.
 */
function nothingIsGained(drawn: Plan): void {
  const terms = (program: ProgramDocument): ProgramDocument => {
    const { expiry: _, regions: __, tiers: ___, ...rest } = program
    return { ...rest, refund: { ...program.refund, claw: 'unlimited' }, units: { points: { kind: 'spendable', pending: rest.pending ?? 'none' }, qp: { kind: 'qualifying' } }, earn: program.earn.filter(({ on }) => on !== 'anniversary').map(({ expiry: ____, ...rule }) => rule) }
  }
  const steps = drawn.steps.map((step) => ({ ...step, wait: 'due' in step.wait ? { minutes: 10_000 } : step.wait }))
  const plan = withoutPointsAsMoney({ ...drawn, steps, programs: drawn.programs.map(terms) })
  const unshared = plan.steps.map(({ deed, ...step }) => ({ ...step, deed: deed.kind === 'share' ? { ...deed, percent: '0' } : deed }))
  const [shared, whole] = [plan, { ...plan, steps: unshared }].map((one) => tell(one)) as [ReturnType<typeof tell>, ReturnType<typeof tell>]
  const at = Math.max(shared.ended, whole.ended)
  const [some, all] = [shared, whole].map(({ store }) => {
    store.advance(at)
    return store.members().reduce((sum, id) => {
      const { pending, active, reserved, debt } = totalsOf(store.member(id).head, 'points')
      return sum + pending + active + reserved - debt
    }, 0)
  })
  assert(some === all, 'what a company shares its buyers have', { some, all })
}
