import { apply } from '#engine/member/apply'
import { availableOf, commit, emptyMember } from '#engine/member/parts'
import type { EventBody } from '#engine/member/event'
import type { MemberState } from '#engine/member/state'
import { explainQuote } from '#engine/pricing/explain-quote'
import { levelsAfter } from '#engine/pricing/levels-after'
import { quote } from '#engine/pricing/quote'
import { guest } from '#engine/pricing/scene'
import type { Timeline } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { readCart, type WrittenCart } from './cart-file.ts'
import { readProgram } from './program-file.ts'
import type { Text } from './text.ts'

/** A level that was set for the cart ends long after it. */
const LONG_MS = 366 * 86_400_000

/** Prices a cart by a program and prints why, as staff may read it. @throws Failure */
export async function runQuote({ program: programFile, cart: cartFile, json }: { program: string; cart: string; json: boolean }, text: Text): Promise<void> {
  const program = await readProgram(programFile, text)
  const { cart, at: told, member, isOverridden } = await readCart(cartFile, { program, text })
  const [timeline, at] = [timelineOf(program), told ?? Date.now()]
  const shopper = memberOf(timeline, { member, at })
  const quoted = quote(timeline, shopper, { cart, at, isOverridden })
  if (json) return void process.stdout.write(`${JSON.stringify(quoted, null, 2)}\n`)
  const { lines, cart: whole, staff } = explainQuote(quoted, { program, locale: text.locale, after: levelsAfter(timeline, shopper, { quoted, at }) })
  const products = lines.map(([first, ...more]) => [first, ...more.map((sentence) => `  ${sentence}`)].join('\n'))
  process.stdout.write(`${[...products, whole.join('\n'), ...(staff.length === 0 ? [] : [staff.join('\n')])].join('\n\n')}\n`)
}

/** Somebody of that level, with those tags and points, from just before the cart on. */
function memberOf(timeline: Timeline, { member, at }: { member: WrittenCart['member']; at: number }): MemberState {
  if (member === null) return guest()
  let state = emptyMember('somebody')
  const { level, tags = [], points = 0 } = member
  const track = timeline[0]?.program.tracks.find(({ levels }) => levels.some(({ id }) => id === level))?.id
  const told: EventBody[] = [{ kind: 'member.joined', profile: { tags } }]
  if (level !== undefined && track !== undefined) told.push({ kind: 'tier.set', track, level, until: at + LONG_MS, reason: 'quote', author: 'cli' })
  const tell = (body: EventBody, index: number) => (state = commit(state, apply(timeline, state, { source: 'cli', id: String(index), at: at - 1, ...body })))
  told.forEach(tell)
  // Joining may have given some.
  const missing = points - availableOf(state.head, (timeline[0] as Timeline[number]).program.mainUnit)
  return missing === 0 ? state : tell({ kind: 'points.adjusted', points: missing, reason: 'quote', author: 'cli' }, told.length)
}
