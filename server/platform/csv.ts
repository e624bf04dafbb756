export { BOM, csvOf, type Cell } from '#engine/csv'
