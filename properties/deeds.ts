import { localDay } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import { availableOf, totalsOf } from '#engine/member/parts'
import type { Head } from '#engine/member/state'
import type { Deed, OrderPlan } from './plan.ts'
import { ask, nextId, oneLike, personOf, type Scene } from './scene.ts'
import { linesTotal, orderOf, refundOf } from './wares.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

type Of<K extends Deed['kind']> = Extract<Deed, { kind: K }>

/** Lets one step happen. A deed that has nothing to act on (no order yet, nothing available) does nothing. */
export function perform(scene: Scene, deed: Deed): void {
  const { who, now } = scene
  switch (deed.kind) {
    case 'order': return order(scene, deed)
    case 'refund': return refund(scene, deed)
    case 'exchange': return exchange(scene, deed)
    case 'deliver': return onOrder(scene, deed.which, ({ id, member }) => void ask(scene, { kind: 'order.delivered', orderId: id }, { member }))
    case 'settle': return onOrder(scene, deed.which, ({ id, member }) => void ask(scene, { kind: deed.approves ? 'points.approved' : 'points.rejected', orderId: id }, { member }))
    case 'spend': return spend(scene, deed)
    case 'hold': return hold(scene, deed)
    case 'end_hold': return endHold(scene, deed)
    case 'cancel': return cancel(scene, deed)
    case 'redeem': return redeem(scene, deed.reward)
    case 'give_back': return giveBack(scene, deed.which)
    case 'grant': return grant(scene, deed)
    case 'withdraw': return withdraw(scene, deed.which)
    case 'use': return void ask(scene, { kind: 'entitlement.used', entitlement: 'talks', author: 'staff' })
    case 'adjust': return void ask(scene, { kind: 'points.adjusted', points: deed.points, unit: deed.unit, reason: 'test', author: 'staff' })
    case 'forgive': return forgive(scene, deed.share)
    case 'activity': return activity(scene, deed)
    case 'join': return void ask(scene, { kind: 'member.joined', profile: deed.profile })
    case 'profile': return void ask(scene, { kind: 'member.changed', profile: deed.profile })
    case 'tier': return void ask(scene, { kind: 'tier.set', track: 'spend', level: deed.level, until: now + deed.days * DAY, reason: 'test', author: 'staff' })
    case 'send': return withPoints(scene, deed.share, (points) => void ask(scene, { kind: 'points.sent', points, to: personOf(deed.to) }))
    case 'credit': return void ask(scene, { kind: 'credit.noted', currency: 'USD', amountMinor: deed.amountMinor })
    case 'volume': return void ask(scene, { kind: 'company.volume', baseMinor: deed.baseMinor })
    case 'company_order': return order(scene, { ...deed, early: 'nothing' }, personOf(deed.buyer))
    case 'hire': return void ask(scene, { kind: deed.leaves ? 'company.buyer_left' : 'company.buyer_added', buyer: personOf(deed.buyer) })
    case 'share': return void ask(scene, { kind: 'company.sharing_set', percent: deed.percent, perMonth: deed.perMonth, leaver: deed.leaver, by: 'owner' })
    case 'publish': return publish(scene, deed)
    case 'merge': return merge(scene, who, oneLike(who, deed.absorbed))
    case 'unmerge': return unmerge(scene, deed.which)
  }
}

/** An order, by a buyer where it is a company's. */
function order(scene: Scene, { order: plan, early }: Pick<Of<'order'>, 'order' | 'early'>, buyer?: string): void {
  const id = `p${scene.told.length}`
  const sold = { ...paidWithPoints(scene, id, plan), ...(buyer === undefined ? {} : { buyer }) }
  if (early === 'refund') ask(scene, { kind: 'order.refunded', orderId: id, refund: { amountMinor: Math.max(0, Math.ceil(linesTotal(sold) / 3)) } })
  if (early === 'delivery') ask(scene, { kind: 'order.delivered', orderId: id })
  if (early === 'exchange') ask(scene, { kind: 'order.exchanged', orderId: id, refund: {}, order: orderOf(`o${scene.told.length}`, plan) })
  if (early !== 'nothing') scene.now += 30 * MINUTE
  const { isAccepted } = ask(scene, { kind: 'order.paid', order: sold })
  if (isAccepted) scene.orders.push({ id, member: scene.who, order: sold })
}

/** The order; if points pay for part of it, they were spent first. */
function paidWithPoints(scene: Scene, id: string, plan: OrderPlan) {
  const plain = orderOf(id, plan)
  const points = Math.floor((available(scene) * plan.paidByPoints) / 1_000)
  if (points === 0) return plain
  const paid = ask(scene, { kind: 'points.spent', points, purpose: 'checkout', orderId: id })
  if (!paid.isAccepted) return plain
  scene.spends.push({ id: paid.id, member: scene.who })
  return { ...plain, tenders: { ...plain.tenders, points: { spendId: paid.id, amountMinor: Math.min(points, Math.max(0, linesTotal(plain))) } } }
}

function refund(scene: Scene, { which, refund: plan, isChargeback }: Of<'refund'>): void {
  onOrder(scene, which, ({ id, member, order: sold }) => {
    const award = ownerState(scene, member).awards.get(`order:${id}`)
    ask(scene, { kind: isChargeback ? 'order.charged_back' : 'order.refunded', orderId: id, refund: refundOf(plan, sold, award) }, { member })
  })
}

function exchange(scene: Scene, { which, refund: plan, order: next }: Of<'exchange'>): void {
  onOrder(scene, which, ({ id, member, order: sold }) => {
    const award = ownerState(scene, member).awards.get(`order:${id}`)
    const fresh = orderOf(`o${scene.told.length}`, { ...next, market: 'us' })
    const { isAccepted } = ask(scene, { kind: 'order.exchanged', orderId: id, refund: refundOf(plan, sold, award), order: fresh }, { member })
    if (isAccepted) scene.orders.push({ id: fresh.id, member, order: fresh })
  })
}

function spend(scene: Scene, { share, purpose, hasCode }: Of<'spend'>): void {
  withPoints(scene, share, (points) => {
    const { id, isAccepted } = ask(scene, { kind: 'points.spent', points, purpose, ...(hasCode ? { code: `code${scene.told.length}` } : {}) })
    if (isAccepted) scene.spends.push({ id, member: scene.who })
  })
}

function hold(scene: Scene, { share, minutes }: Of<'hold'>): void {
  withPoints(scene, share, (points) => {
    const { id, isAccepted } = ask(scene, { kind: 'points.held', points, until: scene.now + minutes * MINUTE })
    if (isAccepted) scene.holds.push({ id, member: scene.who })
  })
}

function endHold(scene: Scene, { which, commits }: Of<'end_hold'>): void {
  const held = nth(scene.holds, which)
  if (held === undefined) return
  const { isAccepted } = ask(scene, { kind: commits ? 'hold.committed' : 'hold.released', holdId: held.id }, { member: held.member })
  if (isAccepted && commits) scene.spends.push(held)
}

function cancel(scene: Scene, { which, share }: Of<'cancel'>): void {
  const spent = nth(scene.spends, which)
  if (spent === undefined) return
  const { points = 0, returned = 0 } = ownerState(scene, spent.member).spends.get(spent.id) ?? {}
  const part = Math.ceil(((points - returned) * share) / 1_000)
  ask(scene, { kind: 'spend.cancelled', spendId: spent.id, codeVoided: true, ...(part > 0 && share < 1_000 ? { points: part } : {}) }, { member: spent.member })
}

function redeem(scene: Scene, reward: string): void {
  const { id, isAccepted } = ask(scene, { kind: 'reward.redeemed', reward })
  if (isAccepted) scene.redemptions.push({ id, member: scene.who })
}

function giveBack(scene: Scene, which: number): void {
  const had = nth(scene.redemptions, which)
  if (had !== undefined) ask(scene, { kind: 'spend.cancelled', spendId: had.id, ofRedemption: true }, { member: had.member })
}

function grant(scene: Scene, { uses, days }: Of<'grant'>): void {
  const through = days === null ? {} : { through: localDay(scene.now, 'UTC') + days }
  const { id, isAccepted } = ask(scene, { kind: 'entitlement.granted', entitlement: 'talks', uses, ...through, reason: 'test', author: 'staff' })
  if (isAccepted) scene.grants.push({ id: `granted:${eventKey(scene.source, id)}`, member: scene.who })
}

function withdraw(scene: Scene, which: number): void {
  const had = nth(scene.grants, which)
  if (had !== undefined) ask(scene, { kind: 'entitlement.withdrawn', entitlement: 'talks', grant: had.id, reason: 'test', author: 'staff' }, { member: had.member })
}

function forgive(scene: Scene, share: number): void {
  const { debt } = totalsOf(headOf(scene), 'points')
  if (debt > 0) ask(scene, { kind: 'debt.forgiven', points: Math.ceil((debt * share) / 1_000), reason: 'test', author: 'staff' })
}

/** The same thing on so many days in a row, a little later each time; the clock moves on with it. */
function activity(scene: Scene, { name, times }: Of<'activity'>): void {
  for (let n = 0; n < times; n++) {
    if (n > 0) scene.now += DAY + MINUTE
    ask(scene, { kind: 'activity', name })
  }
}

function publish(scene: Scene, { mode, inMinutes }: Of<'publish'>): void {
  const program = scene.versions.shift()
  if (program === undefined) return
  const timeline = scene.store.timeline()
  const from = Math.max(scene.now + inMinutes * MINUTE, (timeline.at(-1)?.from ?? 0) + 1)
  const publication = { version: timeline.length + 1, from, mode, program }
  scene.store.publish(publication)
  scene.published.push({ at: scene.now, publication })
  scene.listen(scene)
}

function merge(scene: Scene, into: string, absorbed: string): void {
  const one = { into, absorbed, source: scene.source, id: nextId(scene), at: scene.now }
  const receipt = scene.store.merge(one)
  scene.told.push({ act: 'merge', ...one, receipt })
  if (receipt.status === 'accepted') scene.merges.push({ id: one.id, into, absorbed })
  scene.listen(scene)
}

function unmerge(scene: Scene, which: number): void {
  const merged = nth(scene.merges, which)
  if (merged === undefined) return
  const one = { into: merged.into, mergeId: merged.id, source: scene.source, id: nextId(scene), at: scene.now }
  const receipt = scene.store.unmerge(one)
  scene.told.push({ act: 'unmerge', ...one, receipt })
  if (receipt.status === 'accepted') scene.merges = scene.merges.filter(({ id }) => id !== merged.id)
  scene.listen(scene)
}

/** The n-th from the end, around and around. */
function nth<T>(list: readonly T[], n: number): T | undefined {
  return list.at(-1 - (n % Math.max(1, list.length)))
}

function onOrder(scene: Scene, which: number, act: (sold: Scene['orders'][number]) => void): void {
  const sold = nth(scene.orders, which)
  if (sold !== undefined) act(sold)
}

function withPoints(scene: Scene, share: number, act: (points: number) => void): void {
  const points = Math.ceil((available(scene) * share) / 1_000)
  if (points > 0) act(points)
}

function available(scene: Scene): number {
  return availableOf(headOf(scene), 'points')
}

function headOf(scene: Scene): Head {
  return ownerState(scene, scene.who).head
}

/** The state of whoever this member's events go to now. */
function ownerState({ store, merges, now }: Scene, member: string) {
  let owner = member
  for (let next = merges.find(({ absorbed }) => absorbed === owner); next !== undefined; next = merges.find(({ absorbed }) => absorbed === owner)) owner = next.into
  return store.member(owner, now)
}
