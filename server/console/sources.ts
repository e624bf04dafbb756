import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the house. */
export const HOUSE = fileURLToPath(new URL('../..', import.meta.url))

/** Where the built console is. */
export const BUILT = join(HOUSE, 'dist', 'console')

/** The name of the file that says of which sources a build is. */
export const MARK = 'built.txt'

/** What goes into the console: its own files, what it takes from the engine and the client, its texts, and the exact versions of its libraries. */
const FOLDERS = ['console', 'engine', 'sdk', 'locales']
const LOCKFILE = 'package-lock.json'

/** Whether there is anything to build from: a published package brings the console built. */
export function hasSources(): boolean {
  return existsSync(join(HOUSE, 'console', 'index.html')) && existsSync(join(HOUSE, 'node_modules', 'vite'))
}

/** One text for all that the console is made of: the same sources have the same. Some 10 ms. */
export async function markOfSources(): Promise<string> {
  const names = (await Promise.all(FOLDERS.map(namesIn))).flat().sort()
  const hash = createHash('sha256')
  for (const name of [LOCKFILE, ...names]) hash.update(`${name}\0`).update(await readFile(join(HOUSE, name)))
  return hash.digest('hex')
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(HOUSE, folder), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name).slice(HOUSE.length))
}

/** The mark of what is built; null where nothing is. */
export async function markOfBuild(): Promise<string | null> {
  return readFile(join(BUILT, MARK), 'utf8').catch(() => null)
}
