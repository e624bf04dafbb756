import type { TestProject } from 'vitest/node'
import { buildConsole } from '#server/console/index'
import { buildBundle, CENTRE, WIDGET } from '#server/pages/index'

/** Vitest's global setup: builds the pages once, before test files ask for them, which would each build the same beside the other. */
export async function setup({ config: { provide } }: TestProject): Promise<void> {
  if (provide.chromium === '') return
  await buildConsole()
  await buildBundle(CENTRE)
  await buildBundle(WIDGET)
}
