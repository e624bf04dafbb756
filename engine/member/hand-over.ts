import { parseDay } from '#engine/calendar'
import { canonicalJson } from '#engine/canonical'
import { eventKey } from '#engine/ids'
import { OUR_SOURCE } from './amend.ts'
import { saysNothing, type EventBody, type EventOf, type MemberEvent, type TransferPiece, type VolumeDay } from './event.ts'
import type { Fact } from './outcome.ts'

/**
 * R45, R41: what a fact of one member is to another. Its name says which fact it is, and not what it says: where the first member's past
 * changes, the same event is told anew, and corrects what was told by that name.
 */
export type Handing = { to: string; event: MemberEvent; /** Whether it says that nothing is left of it. */ isEmpty: boolean }

type Piece = { points: number; expiresOn: string | null; zone: string }

/** The event that a fact of a member is to another one; null where it is none. */
export function handingOf(member: string, fact: Fact): Handing | null {
  const body = bodyOf(member, fact)
  if (body === null) return null
  const { name, at, to, key } = fact as Fact & { to: string; key: string }
  return { to, isEmpty: saysNothing(body), event: { source: OUR_SOURCE, id: [name, eventKey(member, to), at, key].join('/'), at, ...body } }
}

/** The body of an event that one member is told because of another. */
function bodyOf(member: string, fact: Fact): EventBody | null {
  switch (fact.name) {
    case 'points.shared': return { ...receivedOf(member, fact), isShare: true }
    case 'points.forfeited': return receivedOf(member, fact)
    case 'company.volume': return { kind: 'company.volume', baseMinor: fact['baseMinor'] as number, days: daysOf(fact) }
    case 'company.left': return { kind: 'company.left', companies: fact['companies'] as readonly string[] }
    default: return null
  }
}

function daysOf({ days }: Fact): VolumeDay[] {
  return (days as unknown as readonly { day: string; baseMinor: number }[]).map(({ day, baseMinor }) => ({ day: parseDay(day), baseMinor }))
}

/** Points that arrive with the ends they had, as a fact tells of them. */
export function receivedOf(from: string, fact: Fact): Omit<EventOf<'points.received'>, 'source' | 'id' | 'at'> {
  const { unit, pieces } = fact as unknown as { unit: string; pieces: readonly Piece[] }
  return { kind: 'points.received', unit, from, pieces: pieces.map((piece): TransferPiece => ({ ...piece, expiresOn: piece.expiresOn === null ? null : parseDay(piece.expiresOn) })) }
}

/** The same fact, saying that nothing is left of it. */
function emptied(fact: Fact): Fact {
  if (fact.name === 'company.volume') return { ...fact, baseMinor: 0, days: [] }
  return fact.name === 'company.left' ? { ...fact, companies: [] } : { ...fact, pieces: [] }
}

/** What others must be told because a member's facts are other ones now: what is new or says something else, and what is no more. */
export function handingsBetween(member: string, was: readonly Fact[], is: readonly Fact[]): Fact[] {
  const [before, after] = [byId(member, was), byId(member, is)]
  const gone = [...before].flatMap(([id, fact]) => (after.has(id) ? [] : [emptied(fact)]))
  return [...gone, ...[...after].flatMap(([id, fact]) => (canonicalJson(before.get(id) ?? null) === canonicalJson(fact) ? [] : [fact]))]
}

function byId(member: string, facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.flatMap((fact): [string, Fact][] => {
    const handing = handingOf(member, fact)
    return handing === null ? [] : [[handing.event.id, fact]]
  }))
}
