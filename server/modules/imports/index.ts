export { addPiece, createImport } from './create-import.ts'
export { checkImport } from './start-import.ts'
export { importsRoutes } from './routes.ts'
export { runImport } from './run-import.ts'
