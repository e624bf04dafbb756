export { readCentre } from './subscribe.ts'
export { readShop } from './read-shop.ts'
export { signupsRoutes } from './routes.ts'
