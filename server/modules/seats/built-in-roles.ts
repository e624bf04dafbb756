import { PERMISSIONS, type Permission } from '#server/modules/keys/index'

const READS: readonly Permission[] = ['activity:read', 'catalogue:read', 'coupons:read', 'figures:read', 'members:read', 'programs:read', 'rewards:read', 'stores:read']

/** Who there is in every store, and what each may do. What is only the owner's is what would let an admin become one. */
export const BUILT_IN_ROLES = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((permission) => permission !== 'stores:write'),
  marketer: [...READS, 'catalogue:write', 'coupons:write', 'jobs:run', 'members:write', 'programs:draft', 'rewards:write'],
  support: [...READS, 'activity:record', 'coupons:write', 'members:impersonate', 'members:reveal', 'members:write', 'quotes:hold', 'rewards:write'],
  analyst: READS,
  finance: [...READS, 'approvals:write', 'audit:read', 'catalogue:costs', 'quotes:override'],
} as const satisfies Record<string, readonly Permission[]>

export type BuiltInRole = keyof typeof BUILT_IN_ROLES

export const BUILT_IN = Object.keys(BUILT_IN_ROLES) as BuiltInRole[]

/** Whether a role is one that every store has. */
export function isBuiltIn(role: string): role is BuiltInRole {
  return Object.hasOwn(BUILT_IN_ROLES, role)
}
