import type { Origin } from '#server/platform/route'

/** As long as anybody looks: long enough to follow what a member tells on the telephone, too short to be forgotten. */
export const MINUTES = 15

/** The names of the cookie that holds the token; the first is that under https. No script reads it, and it goes nowhere but to our own pages. */
export const IMPERSONATION_COOKIES = ['__Host-rockpool_impersonation', 'rockpool_impersonation'] as const

/** null: takes it away. */
export function impersonationCookie({ isSecure }: Pick<Origin, 'isSecure'>, token: string | null): string {
  const [secure, plain] = IMPERSONATION_COOKIES
  return `${isSecure ? secure : plain}=${token ?? ''}; Path=/; Max-Age=${token === null ? 0 : MINUTES * 60}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
}
