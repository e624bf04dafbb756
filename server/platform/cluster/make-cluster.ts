import { once } from 'node:events'
import { chownSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Binaries } from './binaries.ts'
import { ClusterError } from './cluster-error.ts'
import { giveTo, type ClusterFolder } from './cluster-folder.ts'
import { lastLines, openLog, readLog } from './log-file.ts'
import { noSpace } from './refused.ts'
import { start, type RunAs } from './run-as.ts'

/** The role that initdb makes, which may do everything. */
export const SUPERUSER = 'postgres'

/** What a cluster is made with. */
export type Making = { place: ClusterFolder; binaries: Binaries; runAs: RunAs; password: string; isThrowaway: boolean }

/**
 * Makes a new cluster: checksums on every page, UTF-8, an order of texts that is the same on every machine, passwords by SCRAM.
 * It gets its name when it is whole, so that a half-made one is never taken for one.
 * @throws cluster.no_space or cluster.failed with what initdb said
 */
export async function makeCluster({ place, binaries, runAs, password, isThrowaway }: Making): Promise<void> {
  const { newData } = place
  const passwordFile = `${newData}.password`
  const give = (path: string): void => (runAs.owner === undefined ? undefined : chownSync(path, runAs.owner, runAs.owner))
  rmSync(newData, { recursive: true, force: true })
  mkdirSync(newData, { mode: 0o700 })
  give(newData)
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    give(passwordFile)
    await initialise({ place, binaries, runAs }, [`--pwfile=${passwordFile}`, ...(isThrowaway ? ['--no-sync'] : [])])
  } catch (error) {
    rmSync(newData, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(newData, place.data)
  const root = openSync(place.root, 'r')
  fsyncSync(root)
  closeSync(root)
}

/** Gives the superuser a password when the file with the one it had is lost: in single-user mode nobody asks for the old one. */
export async function resetPassword({ place, binaries, runAs, password }: Making): Promise<void> {
  giveTo(runAs.owner, place.data)
  await run({ place, runAs }, [binaries.postgres, '--single', '-D', place.data, SUPERUSER], `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`)
}

type Means = Pick<Making, 'place' | 'binaries' | 'runAs'>

/** Runs initdb; where the system's C library does not know C.UTF-8 (older macOS), what is left to that library is plain C. */
async function initialise({ place, binaries, runAs }: Means, more: readonly string[]): Promise<void> {
  const command = (locale: string): string[] => [
    binaries.initdb, '-D', place.newData, '-U', SUPERUSER, '--auth=scram-sha-256', '--data-checksums', '--encoding=UTF8',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`, '--no-instructions', ...more,
  ]
  try {
    await run({ place, runAs }, command('C.UTF-8'))
  } catch (error) {
    if (!(error instanceof ClusterError && /invalid locale name/.test(error.message))) throw error
    await run({ place, runAs }, command('C'))
  }
}

async function run({ place, runAs }: Pick<Making, 'place' | 'runAs'>, command: readonly string[], input = ''): Promise<void> {
  const log = openLog(place.log)
  const child = start(runAs, command, { cwd: '/', stdio: ['pipe', log.descriptor, log.descriptor] })
  closeSync(log.descriptor)
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.stdin?.once('error', () => {})
  child.stdin?.end(input)
  const [code] = await once(child, 'exit').catch((error: Error) => [error.message]) as [number | string | null]
  process.off('exit', kill)
  if (code === 0) return
  const words = readLog(place.log, log.start)
  if (/No space left on device|Disk quota exceeded/.test(words)) throw noSpace(place.root)
  throw new ClusterError('cluster.failed', { log: place.log, lines: lastLines(words) || String(code) })
}
