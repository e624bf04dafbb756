export { followCoupons, holdRedemptions } from './privacy.ts'
export { addVouchers, readVouchers } from './put-vouchers.ts'
export { rewardsRoutes } from './routes.ts'
