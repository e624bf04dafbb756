export { buildConsole, CONSOLE } from './build-console.ts'
export { serveConsole } from './serve-console.ts'
