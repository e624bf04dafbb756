import { eventKey } from '#engine/ids'
import type { MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { settled } from '#engine/simulate/budgets'
import { takeLate, type Account } from './account.ts'
import { pastOf, recount, type Batch, type Told } from './record-event.ts'
import { judgeLate, refoldAccount } from './replay-account.ts'

/**
 * Records a correction: an event of the same kind that counts in the place of another one of the same member, which stays known as it
 * was told. The member is folded again, and the ledger gets the difference. An event of a member who was merged cannot be corrected.
 */
export async function amendEvent(batch: Batch, account: Account, { named, event, amends }: Told & { amends: NonNullable<MemberEvent['amends']> }): Promise<Refusal | null> {
  const { timeline, budgets } = batch
  const { source, id } = amends
  const key = eventKey(source, id)
  const past = await pastOf(batch, account)
  const known = past.ordered.find((one) => eventKey(one.source, one.id) === key)
  const isTheirs = account.into === null && named === account.memberId && past.named.get(key) === named
  if (known === undefined || !isTheirs || known.kind !== event.kind) return { code: 'event.not_amendable', details: { source, id } }
  const { amends: _, ...content } = event
  const without = { ...past, ordered: past.ordered.filter((one) => one !== known), before: null }
  const decision = judgeLate(timeline, account, { past: without, event: budgets.grant(timeline, { ...content, source, id }) })
  if (!decision.accepted) return decision.refusal
  const added: MemberEvent = { ...settled(decision.event, decision.outcome.facts), source: event.source, id: event.id, amends }
  const until = Math.max(account.state.head.advancedTo, event.at)
  recount(batch, refoldAccount(timeline, account, { past: { ...past, ordered: [...past.ordered, added] }, cause: added, until }))
  takeLate(account, added, named)
  return null
}
