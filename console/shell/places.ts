/** A place of the navigation, by the permission that it asks for; null for whoever has a seat. */
export type Place = { word: string; path: string; permission: string | null; key?: string }

const ALL = [
  { word: 'start', path: '', permission: null, key: 's', group: 'store' },
  { word: 'members', path: '/members', permission: 'members:read', key: 'm', group: 'store' },
  { word: 'orders', path: '/orders', permission: 'activity:read', key: 'o', group: 'store' },
  { word: 'feed', path: '/feed', permission: 'activity:read', key: 'f', group: 'store' },
  { word: 'jobs', path: '/jobs', permission: 'jobs:run', key: 'j', group: 'store' },
  { word: 'approvals', path: '/approvals', permission: 'members:read', group: 'store' },
  { word: 'program', path: '/program', permission: 'programs:read', key: 'p', group: 'store' },
  { word: 'rewards', path: '/rewards', permission: 'rewards:read', key: 'r', group: 'store' },
  { word: 'coupons', path: '/coupons', permission: 'coupons:read', key: 'c', group: 'store' },
  { word: 'companies', path: '/companies', permission: 'members:read', group: 'store' },
  { word: 'catalogue', path: '/catalogue', permission: 'catalogue:read', group: 'store' },
  { word: 'shop', path: '/settings/shop', permission: 'stores:read', group: 'settings' },
  { word: 'markets', path: '/settings/markets', permission: 'programs:read', group: 'settings' },
  { word: 'mail', path: '/settings/mail', permission: 'mails:read', group: 'settings' },
  { word: 'messages', path: '/settings/messages', permission: 'mails:read', group: 'settings' },
  { word: 'stores', path: '/settings/stores', permission: null, group: 'settings' },
  { word: 'staff', path: '/settings/staff', permission: 'staff:read', key: 't', group: 'settings' },
  { word: 'roles', path: '/settings/roles', permission: 'staff:read', group: 'settings' },
  { word: 'keys', path: '/settings/keys', permission: 'keys:read', key: 'k', group: 'settings' },
  { word: 'audit', path: '/settings/audit', permission: 'audit:read', group: 'settings' },
  { word: 'account', path: '/settings/account', permission: null, key: 'a', group: 'settings' },
] as const satisfies readonly (Place & { group: 'store' | 'settings' })[]

export type PlaceWord = (typeof ALL)[number]['word']
/** Every place of a store, in the order in which they stand. */
export const PLACES: readonly (Place & { word: PlaceWord; group: 'store' | 'settings' })[] = ALL

/** The places that a seat may go to. */
export function placesFor(may: (permission: string) => boolean): typeof PLACES {
  return PLACES.filter(({ permission }) => permission === null || may(permission))
}
