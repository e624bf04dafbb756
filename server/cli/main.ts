import { enableCompileCache } from 'node:module'

// Stripping types and compiling is most of a short command's time; Node keeps the result in the system's temporary folder.
enableCompileCache()
const { run } = await import('./run.ts')

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` that has seen enough is no mistake.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await run(process.argv.slice(2))
