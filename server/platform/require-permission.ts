import type { Actor } from './context.ts'
import { AppError } from './errors.ts'

/** Lets pass who has a permission besides the one that the route asks for; the house itself has all. @throws AppError http.no_permission */
export function requirePermission(actor: Actor, permission: string): void {
  if (!hasPermission(actor, permission)) throw new AppError('forbidden', 'http.no_permission', { permission })
}

/** Whether somebody sees personal data whole: who may, and of the staff whoever says why, which the audit keeps. */
export function mayReveal(actor: Actor): boolean {
  return hasPermission(actor, 'members:reveal') && (actor.kind !== 'staff' || actor.reason !== undefined)
}

/** The same, but for a member, of whom the edge lets nothing but their own through. @throws AppError http.no_permission */
export function requirePermissionForOthers(actor: Actor, permission: string): void {
  if (actor.kind !== 'member') requirePermission(actor, permission)
}

/** Whether somebody is a shopper, to whom nothing is told that is the store's own. */
export function isShopper(actor: Actor): boolean {
  return actor.kind === 'member' || actor.kind === 'guest'
}

/** Whether it is not the member who looks, but somebody of the staff at what the member sees: what is masked for staff stays masked. */
export function isImpersonated(actor: Actor): boolean {
  return actor.kind === 'member' && actor.seenBy !== undefined
}

/** Whether somebody has a permission; the house itself has all. */
export function hasPermission(actor: Actor, permission: string): boolean {
  return actor.kind === 'system' || ('permissions' in actor && actor.permissions.has(permission))
}
