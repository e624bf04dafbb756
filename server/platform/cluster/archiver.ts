import { chmodSync, copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { CACHE_OF_ROOT, openCache } from './binaries.ts'
import { ClusterError } from './cluster-error.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { KEPT, PROGRAM } from './archive-segment.ts'
import { succeeds, type RunAs } from './run-as.ts'

/** Whom PostgreSQL calls, as whom, and for which archive. */
export type Archiving = { place: ClusterFolder; runAs: RunAs; wal: string }

/** The program's source: beside this file, with its types or without. */
const SOURCE = new URL(import.meta.url.replace(/archiver(\.\w+)$/, 'archive-segment$1'))

/**
 * The command with which PostgreSQL keeps a piece of its log in an archive, or fetches it: our own program, put into the cluster's folder,
 * where the user who runs PostgreSQL can read it.
 */
export async function archiveCommand(verb: 'keep' | 'fetch', { place, runAs, wal }: Archiving): Promise<string> {
  const program = join(place.root, PROGRAM)
  const source = readFileSync(SOURCE, 'utf8')
  writeFileSync(program, SOURCE.pathname.endsWith('.ts') ? stripTypeScriptTypes(source) : source, { mode: 0o644 })
  const [node, script, folder] = [await findNode(runAs), program, wal].map(quoted)
  // Recovery asks for many a file that is not there; the shell finds that without a start of Node.
  const look = verb === 'fetch' ? `test -e ${folder}/"%f"${KEPT} && ` : ''
  return `${look}${node} ${script} ${verb} "%f" "%p" ${folder}`
}

/** A word for the shell that PostgreSQL starts, which reads % first. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`
}

/** A Node that the user can reach: the running one, or a copy where our programs for that user are. */
async function findNode(runAs: RunAs): Promise<string> {
  if (await succeeds(runAs, [process.execPath, '--version'])) return process.execPath
  const copy = join(CACHE_OF_ROOT, `node-${process.version}`)
  if (openCache(CACHE_OF_ROOT) && !existsSync(copy)) copyNode(copy)
  if (await succeeds(runAs, [copy, '--version'])) return copy
  throw new ClusterError('cluster.archive_no_node', { file: process.execPath })
}

/** A link where one disk has both, else a copy of 120 MB. */
function copyNode(to: string): void {
  const unfinished = `${to}.${process.pid}`
  rmSync(unfinished, { force: true })
  try {
    linkSync(process.execPath, unfinished)
  } catch {
    copyFileSync(process.execPath, unfinished)
    chmodSync(unfinished, 0o755)
  }
  renameSync(unfinished, to)
}
