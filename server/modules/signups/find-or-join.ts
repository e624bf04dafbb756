import { emptyMember, snapshotOf } from '#engine/member/parts'
import { OUR_SOURCE } from '#engine/member/amend'
import { hasJoined, lastInstantOf, noteChanged, recordInside } from '#server/modules/activity/index'
import { moveLogins } from '#server/modules/logins/index'
import { claimExternalIds, findByContact, findPerson, lockPerson, readIdentity, saveEmail, type Person } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'

/** So far may the clock of a shop be ahead, as for any event. */
const MOST_AHEAD_MS = 5 * 60_000

/** Who somebody has shown to be: an address whose mailbox is theirs, an id that the shop vouches for, or both. */
export type Shown = { email: { email: string; key: string } | null; externalId: string | null }

/** The member whom that makes, undefined where there is none; and whether what was told of a guest is theirs now. */
export type Found = { person: Person | undefined; isClaimed: boolean }

/**
 * Finds the member whom somebody has shown to be. Orders of guests stand under their address or an id of the shop: who has shown to be both is
 * one member from now on (R43). An address that nobody confirmed finds nobody. @throws AppError logins.of_company
 */
export async function findShown(ctx: WriteContext, { email, externalId }: Shown): Promise<Found> {
  const holder = email === null ? undefined : await holderOf(ctx, email.email)
  const first = holder ?? (await guestsOf(ctx, { email, externalId }))[0]
  if (first === undefined) return { person: undefined, isClaimed: false }
  const { memberId, selves } = await lockPerson(ctx, first.memberId)
  // Whoever held the lock before may have claimed the same.
  const claimed: string[] = []
  for (const guest of await guestsOf(ctx, { email, externalId })) {
    if (guest.memberId !== memberId && (await isClaimable(ctx, guest, { email, externalId })) && (await merge(ctx, { memberId: guest.memberId, into: memberId }))) claimed.push(guest.memberId)
  }
  if (externalId !== null) await claimExternalIds(ctx, { memberId, externalIds: [externalId] }).catch(unlessMerged(claimed))
  if (email !== null && holder === undefined && (await readIdentity(ctx, memberId)).email === null) {
    await saveEmail(ctx, { memberId, email: email.email })
    await noteChanged(ctx, memberId)
  }
  return { person: await lockPerson(ctx, memberId), isClaimed: claimed.length > 0 || (holder === undefined && !(await hasJoined(ctx, selves))) }
}

/** Whom the id of the shop names, and whom orders named by the address; each once. @throws AppError logins.of_company */
async function guestsOf(ctx: WriteContext, { email, externalId }: Shown): Promise<Person[]> {
  const guests = new Map<string, Person>()
  for (const id of [externalId, ...(email === null ? [] : [email.email, email.key])]) {
    const guest = id === null ? undefined : await findPerson(ctx, id)
    if (guest === undefined || guest.erasedAt !== null) continue
    requirePersonal(guest)
    guests.set(guest.memberId, guest)
  }
  return [...guests.values()]
}

async function holderOf(ctx: WriteContext, email: string): Promise<Person | undefined> {
  const [row] = await findByContact(ctx, { email })
  if (row === undefined) return undefined
  const person = await lockPerson(ctx, row.memberId)
  requirePersonal(person)
  return person
}

/** A company has buyers, who sign in as themselves. @throws AppError logins.of_company */
function requirePersonal({ kind }: Person): void {
  if (kind !== 'person') throw new AppError('forbidden', 'logins.of_company')
}

/** Somebody who has an address of their own, which is another, is somebody else, whatever an order said of them; unless the shop names them by its id. */
async function isClaimable(ctx: WriteContext, { memberId }: Person, { email, externalId }: Shown): Promise<boolean> {
  const own = (await readIdentity(ctx, memberId)).email
  if (own === null || own.toLowerCase() === email?.email.toLowerCase()) return true
  return externalId !== null && (await findPerson(ctx, externalId))?.memberId === memberId && email !== null
}

/**
 * R43: what a guest had is theirs; by what they signed in with they sign in now as the one who goes on. It comes after all that both did; where the clock of a
 * shop is far ahead, it waits until the next time, and nobody is kept from signing in by that.
 */
async function merge(ctx: WriteContext, { memberId, into }: { memberId: string; into: string }): Promise<boolean> {
  const at = Math.max(ctx.now, (await lastInstantOf(ctx, [memberId, into])) + 1)
  if (at - ctx.now > MOST_AHEAD_MS) return false
  await recordInside(ctx, { memberId: into, event: { source: OUR_SOURCE, id: `claim/${memberId}/${at}`, at, kind: 'member.merged', absorbed: snapshotOf(emptyMember(memberId)) } })
  await moveLogins(ctx, { from: memberId, to: into })
  return true
}

/** The id of somebody who was just merged leads to the one who goes on. */
function unlessMerged(claimed: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (error instanceof AppError && error.code === 'members.external_id_taken' && claimed.includes(String(error.details['member']))) return
    throw error
  }
}
