/** How a coupon stands at an instant: one that nobody has used is expired once its last day is over. */
export function couponStatus<T extends string>({ status, until }: { status: T; until: string | null }, at: string): T | 'expired' {
  return status === 'issued' && until !== null && Date.parse(until) <= Date.parse(at) ? 'expired' : status
}
