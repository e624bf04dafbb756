import { eventKey } from '#engine/ids'
import { percentRatio } from '#engine/program/compile-prices'
import type { Program } from '#engine/program/program'
import { compareRatios } from '#engine/ratio'
import { announce, explainStep, type Draft } from './draft.ts'
import type { EventOf } from './event.ts'
import type { Company, Head, Sharing } from './state.ts'

/** A company of which nobody has told anything. */
export const NO_COMPANY: Company = Object.freeze({ buyers: Object.freeze([]), left: Object.freeze({}), sharing: null, selves: Object.freeze([]) })

/** R45: somebody buys for the company; twice is once. */
export function addBuyer(draft: Draft, { buyer }: EventOf<'company.buyer_added'>): void {
  const company = draft.head.company ?? NO_COMPANY
  draft.head.company = { ...company, buyers: [...new Set([...company.buyers, buyer])].sort() }
  explainStep(draft, 'company.buyer_added', { to: buyer })
}

/** R45: somebody buys for the company no more. Where the owner has decided so, what is left of their shares comes back. */
export function letBuyerGo(draft: Draft, { buyer, why }: EventOf<'company.buyer_left'>): void {
  const company = draft.head.company ?? NO_COMPANY
  const left = why === 'merged' ? company.left : { ...company.left, [buyer]: draft.at }
  draft.head.company = { ...company, left, buyers: company.buyers.filter((one) => one !== buyer) }
  explainStep(draft, 'company.buyer_left', { to: buyer })
  if (why !== undefined || company.sharing?.leaver !== 'forfeit') return
  announce(draft, 'company.left', { key: eventKey(draft.source, draft.sourceId), to: buyer, companies: [draft.head.member, ...company.selves] })
}

/** R45: the owner lets buyers have a share of what their orders earn, or (0 percent) no more. */
export function setSharing(draft: Draft, { percent, perMonth, leaver, by }: EventOf<'company.sharing_set'>): void {
  const company = draft.head.company ?? NO_COMPANY
  const part = percentRatio(percent)
  draft.head.company = { ...company, sharing: { part, perMonth, leaver } }
  if (part[0] === 0) explainStep(draft, 'share.ended', { by })
  else explainStep(draft, 'share.set', { percent, perMonth, leaver, by })
}

/** What a company shares now: no more than the program lets it, and nothing while it has a tag that forbids it. */
export function sharingNow({ program, head }: { program: Program; head: Head }): Sharing | null {
  const sharing = head.company?.sharing ?? null
  const allowed = program.companies.sharing
  if (sharing === null || allowed === null || tagAgainst(program, head) !== undefined) return null
  return { ...sharing, part: compareRatios(sharing.part, allowed.most) > 0 ? allowed.most : sharing.part }
}

/** A tag of the company for which the program lets nobody share. */
export function tagAgainst({ companies: { sharing } }: Program, { tags }: Head): string | undefined {
  return tags.find((tag) => sharing?.offForTags.has(tag))
}
