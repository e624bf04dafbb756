import type { ReadContext } from '#server/platform/context'
import { listPeople } from './list-people.ts'
import { selectMembers } from './members.store.ts'
import type { Somebody } from './schemas.ts'

/** Who members are, as lists call them. */
export async function nameMembers(ctx: ReadContext, memberIds: readonly string[]): Promise<Map<string, Somebody>> {
  const people = await listPeople(ctx, await selectMembers(ctx, [...new Set(memberIds)]))
  return new Map(people.map(({ memberId, name, externalIds, isTest }) => [memberId, { memberId, name, externalId: externalIds[0] ?? null, isTest }]))
}

/** Of members who were merged the one that goes on, by the one that an event named. */
export async function readGoingOn(ctx: ReadContext, memberIds: readonly string[]): Promise<Map<string, string>> {
  const goesOn = new Map<string, string>(memberIds.map((memberId) => [memberId, memberId]))
  for (let asked = [...new Set(memberIds)]; asked.length > 0;) {
    const merged = new Map((await selectMembers(ctx, asked)).flatMap(({ memberId, mergedInto }) => (mergedInto === null ? [] : [[memberId, mergedInto] as const])))
    for (const [named, now] of goesOn) goesOn.set(named, merged.get(now) ?? now)
    asked = [...new Set(merged.values())]
  }
  return goesOn
}

/** Who those are now whom something was written about, by the id that it has: of members who were merged whoever goes on. One of whom nothing is known is the id alone. */
export async function nameGoingOn(ctx: ReadContext, memberIds: readonly string[]): Promise<(memberId: string) => Somebody> {
  const goesOn = await readGoingOn(ctx, memberIds)
  const people = await nameMembers(ctx, [...goesOn.values()])
  return (memberId) => people.get(goesOn.get(memberId) ?? memberId) ?? { memberId, name: null, externalId: null, isTest: false }
}
