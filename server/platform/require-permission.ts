import type { Actor } from './context.ts'
import { AppError } from './errors.ts'

/** Lets pass who has a permission besides the one that the route asks for; the house itself has all. @throws AppError http.no_permission */
export function requirePermission(actor: Actor, permission: string): void {
  if (actor.kind === 'system' || ('permissions' in actor && actor.permissions.has(permission))) return
  throw new AppError('forbidden', 'http.no_permission', { permission })
}
