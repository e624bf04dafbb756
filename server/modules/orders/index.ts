export { listOwnOrders } from './list-own-orders.ts'
export { ordersRoutes } from './routes.ts'
export { OwnOrder } from './schemas.ts'
