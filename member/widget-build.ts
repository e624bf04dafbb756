import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'
import { texts } from './kit/texts-plugin.ts'

const ROOT = fileURLToPath(new URL('.', import.meta.url))

/** How the widget is built into a folder: one module whose name stays, `widget.js`, and pieces in `widget/` whose names have the hash of what is in them. */
export function widgetBuild(folder: string): InlineConfig {
  return {
    root: ROOT, configFile: false, base: './', logLevel: 'error', plugins: [texts()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false,
      rolldownOptions: { input: `${ROOT}widget/main.ts`, output: { format: 'es', entryFileNames: 'widget.js', chunkFileNames: 'widget/[name]-[hash].js' }, preserveEntrySignatures: false },
    },
  }
}
