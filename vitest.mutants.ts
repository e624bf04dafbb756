import { defineConfig } from 'vitest/config'

/** The tests that judge a mutant: the engine's own, the cases, and the properties over the few histories that thousands of runs can afford. */
export default defineConfig({
  test: {
    include: ['{engine,conformance,properties}/**/*.test.ts'],
    exclude: ['engine/browser.test.ts'],
    provide: { chromium: '', histories: 20, seed: 1, keepsFailures: false },
  },
})
