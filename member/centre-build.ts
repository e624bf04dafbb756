import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'
import { texts } from './kit/texts-plugin.ts'

const ROOT = fileURLToPath(new URL('./centre', import.meta.url))

/** How the member centre is built into a folder: `index.html` and `assets/`, whose names have the hash of what is in them; a page, and a language, are pieces of their own. */
export function centreBuild(folder: string): InlineConfig {
  return {
    root: ROOT, configFile: false, base: './', logLevel: 'error', plugins: [texts()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false }, cssCodeSplit: false },
  }
}
