import { chownSync, closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

// This file is a program too: a copy of it, in JavaScript, lies in the cluster's folder and is what PostgreSQL calls for each piece of its
// log of changes. So it imports nothing of the house.

/** What that copy is called. */
export const PROGRAM = 'archive.mjs'
/** The ending of what is kept: plain gzip, so that an archive can be read without Rockpool. */
export const KEPT = '.gz'
/** The ending of what is being written, and was left by whoever was killed at it. */
export const UNFINISHED = '.unfinished'

/** Where gzip's header has the time of what is inside, in seconds; RFC 1952, 2.3. It travels with the file, as the file's own time does not. */
const TIME_AT = 4
/** The codes of a disk that has no links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])
/** An end of the program that PostgreSQL takes for "there is none", and one that ends a recovery (its manual, 25.3.5: more than 125). */
const NOT_THERE = 1
const BROKEN = 126

/** Another content stands in the archive under a name that is to be kept. */
export class TakenError extends Error {
  override name = 'TakenError'
  readonly file: string

  constructor(file: string) {
    super(`${file} is there already, with another content`)
    this.file = file
  }
}

/** A file by its name in the archive, and the archive's folder. */
export type Kept = { name: string; folder: string }

/**
 * Keeps a finished piece of the log in an archive: compressed, written out to the disk, never over another one. One that is there already
 * with the same content is well; PostgreSQL may ask twice after a crash. Belongs to whoever the folder belongs to.
 * @throws TakenError where another content stands under the name, and what the system refuses
 */
export function keepSegment(file: string, { name, folder }: Kept): void {
  const to = join(folder, `${name}${KEPT}`)
  const content = readFileSync(file)
  if (!existsSync(to)) {
    const unfinished = join(folder, `${name}.${process.pid}${UNFINISHED}`)
    try {
      writeFileSync(unfinished, pack(content, statSync(file).mtimeMs), { mode: 0o600, flush: true })
      if (process.getuid?.() === 0) chownSync(unfinished, statSync(folder).uid, statSync(folder).gid)
      giveName(unfinished, to)
    } finally {
      rmSync(unfinished, { force: true })
    }
  }
  if (!isSame(to, content)) throw new TakenError(to)
  sync(to)
  sync(folder)
}

/** Takes a piece of the log out of an archive; false where it is not there. @throws when it is there and cannot be read whole */
export function fetchSegment(to: string, { name, folder }: Kept): boolean {
  const file = join(folder, `${name}${KEPT}`)
  if (!existsSync(file)) return false
  writeFileSync(to, gunzipSync(readFileSync(file)))
  return true
}

function pack(content: Buffer, modifiedMs: number): Buffer {
  const packed = gzipSync(content, { level: 1 })
  packed.writeUInt32LE(Math.floor(modifiedMs / 1000), TIME_AT)
  return packed
}

/** Gives a whole file its name unless the name is taken; a disk without links leaves a moment between looking and naming. */
function giveName(unfinished: string, to: string): void {
  try {
    linkSync(unfinished, to)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (NO_LINKS.has(code) && !existsSync(to)) renameSync(unfinished, to)
    else if (code !== 'EEXIST' && !NO_LINKS.has(code)) throw error
  }
}

function isSame(file: string, content: Buffer): boolean {
  try {
    return gunzipSync(readFileSync(file)).equals(content)
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall === 'string') throw error
    return false
  }
}

/** Waits until a file, or a folder's list of names, is on the disk. */
function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** What PostgreSQL calls: `keep` or `fetch`, the name, where it is or shall be, the archive. Its complaints go into PostgreSQL's own log. */
function run([verb = '', name = '', file = '', folder = '']: readonly string[]): number {
  try {
    if (verb === 'fetch') return fetchSegment(file, { name, folder }) ? 0 : NOT_THERE
    keepSegment(file, { name, folder })
    return 0
  } catch (error) {
    process.stderr.write(`rockpool ${verb} ${name}: ${(error as Error).message}\n`)
    return verb === 'fetch' ? BROKEN : NOT_THERE
  }
}

if (process.argv[1]?.endsWith(`/${PROGRAM}`)) process.exitCode = run(process.argv.slice(2))
