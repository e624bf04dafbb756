export { issueCoupon } from './issue-coupon.ts'
export { voidCoupon } from './void-coupon.ts'
