import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { FileError } from './errors.ts'

const COMPRESSED_CHUNK_BYTES = 64 * 1024
const CHUNK_BYTES = 256 * 1024

/**
 * The text of a UTF-8 file in pieces, without its byte order mark. A gzip is known by its first two bytes, whatever its name.
 * `onBytes` is told how many bytes of the disk are read so far.
 * @throws FileError csv.not_found, csv.unreadable, csv.not_utf8
 */
export async function* readText(file: string, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const source = await openSource(file)
  try {
    for await (const bytes of source.chunks) {
      onBytes(source.bytesRead())
      yield decoder.decode(bytes, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (!isBadText(error)) throw unreadable(file, error)
    throw new FileError('csv.not_utf8', file, `is not UTF-8 text (${await placeOfBadText(file)}); save it as "CSV UTF-8"`)
  } finally {
    source.close()
  }
}

type Source = { chunks: AsyncIterable<Buffer>; bytesRead: () => number; close: () => void }

async function openSource(file: string): Promise<Source> {
  const isGzip = await startsAsGzip(file)
  const stream = createReadStream(file, { highWaterMark: isGzip ? COMPRESSED_CHUNK_BYTES : CHUNK_BYTES })
  const bytesRead = () => stream.bytesRead
  if (!isGzip) return { chunks: stream, bytesRead, close: () => stream.destroy() }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  stream.on('error', (error) => gunzip.destroy(error))
  return { chunks: stream.pipe(gunzip), bytesRead, close: () => stream.destroy() }
}

async function startsAsGzip(file: string): Promise<boolean> {
  try {
    await using handle = await open(file)
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) return error instanceof Error ? error : new Error(String(error))
  if (code === 'ENOENT') return new FileError('csv.not_found', file, 'there is no such file')
  return new FileError('csv.unreadable', file, `cannot be read (${(error as Error).message})`)
}

function isBadText(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
}

/** Reads the file once more, forgivingly, to say at which line it stops being UTF-8. */
async function placeOfBadText(file: string): Promise<string> {
  const decoder = new TextDecoder('utf-8')
  const source = await openSource(file)
  let line = 1
  for await (const bytes of source.chunks) {
    const text = decoder.decode(bytes, { stream: true })
    const bad = text.indexOf('\ufffd')
    line += (bad < 0 ? text : text.slice(0, bad)).split('\n').length - 1
    if (bad >= 0) break
  }
  source.close()
  return `line ${line}`
}
