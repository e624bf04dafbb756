/** What one may do from anywhere: where it begins, and the permission that it takes. */
export type Deed = { word: string; path: string; permission: string; search?: Readonly<Record<string, string>> }

export const DEEDS: readonly Deed[] = [
  { word: 'draft', path: '/program', search: { begin: 'earn' }, permission: 'programs:draft' },
  { word: 'pause', path: '/program', permission: 'programs:publish' },
  { word: 'import', path: '/imports', permission: 'imports:run' },
  { word: 'coupon', path: '/coupons', permission: 'coupons:write' },
]
