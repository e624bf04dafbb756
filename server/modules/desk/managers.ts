import { lockPerson, requirePerson, selectEmployerIds } from '#server/modules/members/index'
import { selectPeople } from '#server/modules/staff/index'
import type { Actor, ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import { deleteManagers, selectManagers, selectSeated, upsertManager, type ManagerRow } from './desk.store.ts'
import type * as shapes from './schemas.ts'

/** The colleague who looks after a member; to the member themself as a name and an address. @throws AppError members.unknown, members.erased */
export async function readManager(ctx: ReadContext, { member }: shapes.MemberName): Promise<shapes.MemberManager> {
  const { memberId, selves } = await requirePerson(ctx, member)
  const row = await findManager(ctx, memberId, selves)
  const [person] = row === undefined ? [] : await selectPeople(ctx.db, [row.staff])
  if (row === undefined || person === undefined) return { memberId, manager: null }
  return { memberId, manager: { staff: isShopper(ctx.actor) ? null : row.staff, name: person.name, email: person.email, since: row.since } }
}

/** One's own; for whoever buys for a company and asks themself, else that of the company. */
async function findManager(ctx: ReadContext, memberId: string, selves: readonly string[]): Promise<ManagerRow | undefined> {
  const own = await selectManagers(ctx, selves)
  const found = own.find((one) => one.memberId === memberId) ?? own[0]
  if (found !== undefined || !isShopper(ctx.actor)) return found
  return (await selectManagers(ctx, await selectEmployerIds(ctx, memberId)))[0]
}

/** Gives a member to a colleague. @throws AppError members.unknown, members.erased, desk.not_of_the_store */
export async function setManager(ctx: WriteContext, { member, staff }: shapes.SetManager): Promise<shapes.MemberManager> {
  const { memberId } = await lockPerson(ctx, member)
  const wanted = staff === 'me' ? oneself(ctx.actor) : staff
  if (!(await selectSeated(ctx)).some((one) => one.staff === wanted)) throw new AppError('invalid', 'desk.not_of_the_store', { staff })
  await upsertManager(ctx, { memberId, staff: wanted, since: ctx.now })
  return readManager(ctx, { member: memberId })
}

/** Nobody looks after a member any more; twice is once. @throws AppError members.unknown, members.erased */
export async function removeManager(ctx: WriteContext, { member }: shapes.MemberName): Promise<shapes.MemberManager> {
  const { memberId, selves } = await lockPerson(ctx, member)
  await deleteManagers(ctx, selves)
  return { memberId, manager: null }
}

/** Who of the staff may look after members, in the order of their seats. */
export async function listManagers(ctx: ReadContext): Promise<shapes.Managers> {
  const seated = await selectSeated(ctx)
  const people = new Map((await selectPeople(ctx.db, seated.map(({ staff }) => staff))).map(({ staffId, name }) => [staffId, name]))
  return { managers: seated.map(({ staff, members }) => ({ staff, name: people.get(staff) ?? staff, members, isOneself: staff === oneself(ctx.actor) })) }
}

/** Nobody's id for whoever is no staff. */
function oneself(actor: Actor): string {
  return actor.kind === 'staff' ? actor.staffId : ''
}
