import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text file of the house; `path` is relative to its root. */
export type HouseFile = { path: string; text: string }

/** Folders whose content nobody wrote by hand. */
const NOT_OURS = new Set(['node_modules', '.git', '.stryker-tmp', 'reports', 'rockpool-data', 'rockpool-demo', 'dist'])

/** The files below a folder whose name ends in one of these endings, in path order; none when the folder is not there. */
export function filesUnder(folder: string, ...endings: string[]): HouseFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesUnder(path, ...endings)
      return endings.some((ending) => entry.name.endsWith(ending)) ? [{ path, text: readFileSync(path, 'utf8') }] : []
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The names of the folders directly inside a folder, in order; none when it is not there. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_OURS.has(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** The same source without its comments; what stands in quotes is kept. */
export function withoutComments(text: string): string {
  return text.replace(/('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '$1')
}

/** The same source without its comments and with every quoted text empty. */
export function withoutQuotes(text: string): string {
  return withoutComments(text).replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, "''")
}

/** Every name that a source imports or re-exports from. */
export function importsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(/(?<=^|[\s}*])(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g)].map((match) => match[1]!)
}

/** Applies a check to each file and answers with "path: what is wrong" for all that it found. */
export function complaints(files: readonly HouseFile[], check: (file: HouseFile) => readonly string[]): string[] {
  return files.flatMap((file) => check(file).map((what) => `${file.path}: ${what}`))
}
