import { assert } from '#engine/assert'
import { apply } from '#engine/member/apply'
import { compareEvents, type MemberEvent } from '#engine/member/event'
import { canonicalState } from '#engine/member/fold'
import type { Posting } from '#engine/member/outcome'
import { commit, emptyMember } from '#engine/member/parts'
import { history } from './arbitrary-history.ts'
import type { Plan } from './plan.ts'
import { addPostings, assertLedger, assertLots, assertMember, assertOutsideAccounts, sumsText, type Sums } from './promises.ts'
import { property, seldom, type Property } from './property.ts'
import { drawFrom } from './random.ts'
import type { Scene } from './scene.ts'
import { tell } from './story.ts'

/** The ledger after every event (R1, R2, R8, R41; invariants 1 to 3). */
export const ledgerProperties: readonly Property[] = [
  property('the books of every member balance after every event, merges included', history({ members: 3, weights: { merge: 2, unmerge: 2 } }), booksBalance),
  property('facts that nobody would have accepted are applied all the same, and the books balance', history({ weights: { publish: 1 } }), anyFactsBalance),
  seldom(0.5, property('a refused request changes nothing', history(), refusalsChangeNothing)),
  seldom(0.5, property('what is sent arrives: transfers neither make nor lose points', history({ members: 3, weights: { send: 12, refund: 4 } }), transfersKeepPoints)),
]

/** Everything asserted after each answer; what costs more, at the end. */
function booksBalance(plan: Plan): void {
  const books = new Map<string, { sums: Sums; booked: number }>()
  const story = tell(plan, ({ store }) => {
    for (const id of store.members()) {
      const book = books.get(id) ?? { sums: new Map(), booked: 0 }
      books.set(id, book)
      const postings = store.postings(id)
      addPostings(book.sums, postings.slice(book.booked))
      book.booked = postings.length
      const state = store.member(id)
      assertMember(state)
      assertLedger(state, book.sums)
    }
  })
  if (story.told.some(({ act }) => act !== 'event')) return
  const happened = new Set(story.told.flatMap((one) => (one.act === 'event' && one.receipt.status === 'accepted' ? [`${one.event.source}\n${one.event.id}`, `rockpool\n${one.event.source}|${one.event.id}/sent`] : [])))
  for (const [id, { sums }] of books) {
    assertOutsideAccounts(story.store.member(id), sums)
    assertLots(story.store.member(id), story.store.postings(id), happened)
  }
}

/** R41: apply never refuses, and what lots cannot cover becomes debt; even where a part of the history is missing. */
function anyFactsBalance(plan: Plan): void {
  const draw = drawFrom(plan.salt)
  const { told, store, ended } = tell(plan)
  for (const id of store.members()) {
    const events = told.flatMap((one) => (one.act === 'event' && one.member === id && draw(6) > 0 ? [one.event] : []))
    let state = emptyMember(id)
    const sums: Sums = new Map()
    const postings: Posting[] = []
    for (const event of [...events].sort(compareEvents)) {
      const outcome = apply(store.timeline(), state, event)
      state = commit(state, outcome)
      postings.push(...outcome.postings)
      assertMember(state)
      assertLedger(state, addPostings(sums, outcome.postings))
    }
    assertOutsideAccounts(state, sums)
    assertLots(state, postings, new Set(events.map(({ source, id: eventId }: MemberEvent) => `${source}\n${eventId}`)))
    assert(ended >= state.head.advancedTo, 'no event is after the end')
  }
}

function refusalsChangeNothing(plan: Plan): void {
  const seen = new Map<string, string>()
  const textOf = ({ store }: Pick<Scene, 'store'>, id: string) => `${canonicalState(store.member(id))} ${store.postings(id).length} ${store.facts(id).length}`
  tell(plan, (scene) => {
    const last = scene.told.at(-1)
    for (const id of scene.store.members()) {
      const text = textOf(scene, id)
      if (last?.receipt.status === 'refused' && seen.has(id)) {
        assert(text === seen.get(id), 'a refusal leaves everything as it was', last.receipt.refusal)
        assert(last.receipt.postings.length === 0 && last.receipt.facts.length === 0, 'a refusal posts and tells nothing', last.receipt)
      }
      seen.set(id, text)
    }
  })
}

function transfersKeepPoints(plan: Plan): void {
  const { store } = tell(plan)
  const sums: Sums = new Map()
  const postings = store.members().flatMap((id) => [...store.postings(id)])
  addPostings(sums, postings.filter(({ reason }) => reason === 'send' || reason === 'receive'))
  assert((sums.get('points spent') ?? 0) === -(sums.get('points issued') ?? 0), 'as much is received as was sent', sumsText(sums))
}
