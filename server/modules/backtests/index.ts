export { createBacktest } from './create-backtest.ts'
export { backtestsRoutes } from './routes.ts'
export { runBacktest } from './run-backtest.ts'
