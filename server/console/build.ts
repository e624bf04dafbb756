import { buildConsole } from './build-console.ts'

/** `npm run build`: what a published package brings along. */
await buildConsole()
