export { eraseDesk, exportNotes } from './privacy.ts'
export { deskRoutes } from './routes.ts'
export { KnownNote } from './schemas.ts'
