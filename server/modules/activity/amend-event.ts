import { eventKey } from '#engine/ids'
import { OUR_SOURCE } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { settled } from '#engine/simulate/budgets'
import { takeLate, type Account } from './account.ts'
import { accountFor, bringAgain, pastOf, recount, type Batch, type Told } from './record-event.ts'
import { judgeLate, refoldAccount } from './replay-account.ts'

/**
 * Records a correction: an event of the same kind that counts in the place of another one of the same member, which stays known as it
 * was told. The member is folded again, and the ledger gets the difference. What a shop told of a member who was merged cannot be corrected; what
 * we told them ourselves because of another can.
 */
export async function amendEvent(batch: Batch, account: Account, { named, event, amends }: Told & { amends: NonNullable<MemberEvent['amends']> }): Promise<Refusal | null> {
  const { timeline, budgets } = batch
  const { source, id } = amends
  const key = eventKey(source, id)
  const past = await pastOf(batch, account)
  const known = past.ordered.find((one) => eventKey(one.source, one.id) === key)
  const isPlain = account.into === null && named === account.memberId
  if (known === undefined || past.named.get(key) !== named || !(isPlain || source === OUR_SOURCE) || known.kind !== event.kind) return { code: 'event.not_amendable', details: { source, id } }
  const { amends: _, ...content } = event
  const without = { ...past, ordered: past.ordered.filter((one) => one !== known), before: null }
  const decision = judgeLate(timeline, account, { past: without, event: budgets.grant(timeline, { ...content, source, id }) })
  if (!decision.accepted) return decision.refusal
  const added: MemberEvent = { ...settled(decision.event, decision.outcome.facts), source: event.source, id: event.id, amends }
  const until = Math.max(account.state.head.advancedTo, event.at)
  const goesOn = account.into === null ? null : await accountFor(batch, account.memberId, { ...event, at: account.into.at })
  if (goesOn !== null) await pastOf(batch, goesOn)
  recount(batch, refoldAccount(timeline, account, { past: { ...past, ordered: [...past.ordered, added] }, cause: added, until }))
  takeLate(account, added, named)
  if (goesOn !== null) bringAgain(batch, goesOn, { from: account, cause: added })
  return null
}
