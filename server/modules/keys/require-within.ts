import type { Actor } from '#server/platform/context'
import { AppError } from '#server/platform/errors'

/** Nobody hands out more than they have: a key that may do more would be a way around one's own limits. @throws AppError keys.beyond_own */
export function requireWithin(actor: Actor, scopes: readonly string[]): void {
  if (actor.kind === 'system') return
  const own = 'permissions' in actor ? actor.permissions : new Set<string>()
  const beyond = scopes.filter((scope) => !own.has(scope))
  if (beyond.length > 0) throw new AppError('forbidden', 'keys.beyond_own', { scopes: beyond.join(', ') })
}
