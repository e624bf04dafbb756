export { companiesRoutes } from './routes.ts'
export { KnownTerms } from './schemas.ts'
export { eraseTerms, exportTerms } from './terms.ts'
