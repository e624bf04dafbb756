import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'

/** The root of the house. */
const HOUSE = fileURLToPath(new URL('../..', import.meta.url))
/** The name of the file that says of which sources a build is. */
export const MARK = 'built.txt'
/** The exact versions of all libraries. */
const LOCKFILE = 'package-lock.json'

/** Pages that are built into files before they are served: of which folders, and how. */
export type Bundle = { name: string; sources: readonly string[]; config: (folder: string) => Promise<InlineConfig> }

/** Where a bundle's files are once it is built. */
export function folderOf({ name }: Pick<Bundle, 'name'>): string {
  return join(HOUSE, 'dist', name)
}

/** Whether there is anything to build from: a published package brings its pages built. */
export function hasSources({ sources }: Pick<Bundle, 'sources'>): boolean {
  return existsSync(join(HOUSE, 'node_modules', 'vite')) && sources.every((folder) => existsSync(join(HOUSE, folder)))
}

/** One text for all that a bundle is made of: the same sources have the same. Some 10 ms. */
export async function markOfSources({ sources }: Pick<Bundle, 'sources'>): Promise<string> {
  const names = (await Promise.all(sources.map(namesIn))).flat().sort()
  const hash = createHash('sha256')
  for (const name of [LOCKFILE, ...names]) hash.update(`${name}\0`).update(await readFile(join(HOUSE, name)))
  return hash.digest('hex')
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(HOUSE, folder), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name).slice(HOUSE.length))
}

/** The mark of what is built; null where nothing is. */
export async function markOfBuild(bundle: Pick<Bundle, 'name'>): Promise<string | null> {
  return readFile(join(folderOf(bundle), MARK), 'utf8').catch(() => null)
}
