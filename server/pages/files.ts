import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json; charset=utf-8',
}
/** A file whose name has the hash of its content is the same for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const PACKED = [['br', '.br'], ['gzip', '.gz']] as const

/** The files of one build; those in folders, whose names have the hash of what is in them, are read once. A build that comes later is taken up. */
export type Files = { names: () => Promise<ReadonlySet<string>>; read: (name: string) => Promise<Buffer> }

export function openFiles(folder: string): Files {
  const kept = new Map<string, Promise<Buffer>>()
  return {
    async names() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
      return new Set(entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')))
    },
    read(name) {
      const file = kept.get(name) ?? readFile(join(folder, name))
      if (name.includes('/')) kept.set(name, file)
      return file
    },
  }
}

/** Answers with a file of a build, packed as the browser takes it, and kept for ever unless told. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, { files, name, keep = FOR_EVER }: { files: Files; name: string; keep?: string }): Promise<FastifyReply> {
  const names = await files.names()
  if (!names.has(name)) return reply.callNotFound() as unknown as FastifyReply
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const [encoding, ending] = PACKED.find(([coding, end]) => accepted.includes(coding) && names.has(`${name}${end}`)) ?? [null, '']
  if (encoding !== null) void reply.header('content-encoding', encoding)
  return reply.headers({ 'cache-control': keep, vary: 'Accept-Encoding' }).type(TYPES[extname(name)] ?? 'application/octet-stream').send(await files.read(`${name}${ending}`))
}

/** A page with nothing but a sentence: of ours, in the reader's language. */
export function bare(sentence: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rockpool</title><p>${sentence}</p>\n`
}
