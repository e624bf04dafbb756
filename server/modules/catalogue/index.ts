export { catalogueRoutes } from './routes.ts'
export { readGoods } from './read-goods.ts'
