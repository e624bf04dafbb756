import { PERMISSIONS, type Permission } from '#server/modules/keys/index'
import type { Actor, ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { BUILT_IN, BUILT_IN_ROLES, isBuiltIn } from './built-in-roles.ts'
import type { ChangeRole, CreateRole, Role } from './schemas.ts'
import { deleteRole, isRoleUsed, lockSeats, putRole, selectRoles } from './seats.store.ts'

/** More would be no roles but people. */
const MOST_ROLES = 50

/** The roles of the store: those that every store has, then its own. */
export async function findRoles(ctx: ReadContext): Promise<Role[]> {
  const rows = await selectRoles(ctx)
  const said = new Map(rows.map((row) => [row.role, row]))
  const builtIn = BUILT_IN.map((role): Role => ({ role, name: null, isBuiltIn: true, permissions: [...BUILT_IN_ROLES[role]], needsSecondFactor: said.get(role)?.needsSecondFactor ?? false }))
  const known = new Set<string>(PERMISSIONS)
  // A permission that is no more is nobody's.
  const own = rows.filter(({ role }) => !isBuiltIn(role)).map(({ role, name, permissions, needsSecondFactor }): Role => ({ role, name, isBuiltIn: false, permissions: (permissions ?? []).filter((one) => known.has(one)) as Permission[], needsSecondFactor }))
  return [...builtIn, ...own]
}

/** One role of the store. @throws AppError seats.unknown_role */
export async function requireRole(ctx: ReadContext, role: string): Promise<Role> {
  const found = (await findRoles(ctx)).find((one) => one.role === role)
  if (found === undefined) throw new AppError('not_found', 'seats.unknown_role', { role })
  return found
}

/** Nobody gives, changes or takes away more than they may do themselves. @throws AppError seats.beyond_own */
export function requireOwn(actor: Actor, permissions: readonly string[]): void {
  if (actor.kind === 'system') return
  const own = 'permissions' in actor ? actor.permissions : new Set<string>()
  const beyond = permissions.filter((permission) => !own.has(permission))
  if (beyond.length > 0) throw new AppError('forbidden', 'seats.beyond_own', { permissions: beyond.join(', ') })
}

/** Makes a role of the store's own. @throws AppError seats.beyond_own, seats.too_many_roles */
export async function createRole(ctx: WriteContext, { name, permissions, needsSecondFactor }: CreateRole): Promise<Role> {
  requireOwn(ctx.actor, permissions)
  await lockSeats(ctx)
  if ((await findRoles(ctx)).length >= BUILT_IN.length + MOST_ROLES) throw new AppError('conflict', 'seats.too_many_roles', { most: MOST_ROLES })
  const role = { role: newId('rol', ctx.now), name, permissions: [...permissions].sort(), needsSecondFactor }
  await putRole(ctx, role)
  return { ...role, isBuiltIn: false }
}

/** Changes a role; of a built-in one only whether it needs a second factor. @throws AppError seats.unknown_role, seats.beyond_own, seats.built_in */
export async function changeRole(ctx: WriteContext, { role, name, permissions, needsSecondFactor }: ChangeRole): Promise<Role> {
  await lockSeats(ctx)
  const before = await requireRole(ctx, role)
  if (before.isBuiltIn && (name !== undefined || permissions !== undefined)) throw new AppError('conflict', 'seats.built_in', { role })
  requireOwn(ctx.actor, [...before.permissions, ...(permissions ?? [])])
  const after = { ...before, name: name ?? before.name, permissions: [...(permissions ?? before.permissions)].sort(), needsSecondFactor: needsSecondFactor ?? before.needsSecondFactor }
  await putRole(ctx, { ...after, permissions: before.isBuiltIn ? null : after.permissions })
  return after
}

/** Takes a role of the store's own away, which nobody has. @throws AppError seats.unknown_role, seats.built_in, seats.role_in_use, seats.beyond_own */
export async function removeRole(ctx: WriteContext, { role }: { role: string }): Promise<Role> {
  await lockSeats(ctx)
  const before = await requireRole(ctx, role)
  if (before.isBuiltIn) throw new AppError('conflict', 'seats.built_in', { role })
  requireOwn(ctx.actor, before.permissions)
  if (await isRoleUsed(ctx, role)) throw new AppError('conflict', 'seats.role_in_use', { role })
  await deleteRole(ctx, role)
  return before
}

/** All permissions, and what the built-in roles have of them. */
export async function readPermissions(): Promise<{ permissions: string[]; roles: { role: string; permissions: string[] }[] }> {
  return { permissions: [...PERMISSIONS], roles: BUILT_IN.map((role) => ({ role, permissions: [...BUILT_IN_ROLES[role]] })) }
}
