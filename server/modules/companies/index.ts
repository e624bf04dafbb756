export { companiesRoutes } from './routes.ts'
export { KnownTerms } from './schemas.ts'
export { changeTerms, eraseTerms, exportTerms } from './terms.ts'
