import { fileURLToPath } from 'node:url'
import { buildBundle, type Bundle } from '#server/pages/index'

const ROOT = fileURLToPath(new URL('../../console', import.meta.url))

/** The console: its own files, what it takes from the engine and the client, and its texts. */
export const CONSOLE: Bundle = {
  name: 'console', sources: ['console', 'engine', 'sdk', 'tables', 'member/kit', 'locales'],
  config: async (folder) => ({ root: ROOT, configFile: `${ROOT}/vite.config.ts`, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } }),
}

/** Builds the console where its sources are other than those of the build there is. */
export async function buildConsole(): Promise<'built' | 'current' | 'no_sources'> {
  return buildBundle(CONSOLE)
}
