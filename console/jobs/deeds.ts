import type { CreateJob, RosterFilter } from '#sdk/index'

export type Deed = CreateJob['kind']
export type Told = NonNullable<CreateJob['arguments']>
/** Whom a job is about: all whom a filter fits, or those who are named. */
export type Target = { filter: RosterFilter } | { members: string[] }

/** What can be done to many: the permission that it takes, what must be said for it, and whether it must be said why. */
export const DEEDS: Readonly<Record<Deed, { permission: string; needs: readonly (keyof Told)[]; isReasoned: boolean }>> = {
  tag: { permission: 'members:write', needs: ['tags'], isReasoned: false },
  untag: { permission: 'members:write', needs: ['tags'], isReasoned: false },
  adjust: { permission: 'activity:record', needs: ['points'], isReasoned: true },
  coupon: { permission: 'coupons:write', needs: ['discount'], isReasoned: false },
  tier: { permission: 'activity:record', needs: ['track', 'level', 'until'], isReasoned: true },
  export: { permission: 'members:read', needs: [], isReasoned: false },
}
