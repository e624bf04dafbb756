export { readFigures } from './read-figures.ts'
export { rollStore } from './roll-store.ts'
export { figuresRoutes } from './routes.ts'
