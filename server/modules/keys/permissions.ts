/** All that a key may be allowed, by module and deed; each route asks for one of them. */
export const PERMISSIONS = [
  'activity:correct', 'activity:read', 'activity:record', 'approvals:write', 'audit:read', 'catalogue:costs', 'catalogue:read', 'catalogue:write', 'coupons:read', 'coupons:write', 'figures:read', 'imports:run', 'jobs:run',
  'keys:manage', 'keys:read', 'mails:read', 'mails:write', 'members:erase', 'members:impersonate', 'members:read', 'members:reveal', 'members:write', 'programs:draft', 'programs:publish', 'programs:read',
  'quotes:hold', 'quotes:override', 'rewards:read', 'rewards:write', 'staff:read', 'staff:write', 'stores:advance', 'stores:read', 'stores:write',
] as const

export type Permission = (typeof PERMISSIONS)[number]
