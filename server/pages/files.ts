import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json; charset=utf-8',
}
/** A file whose name has the hash of its content is the same for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const PACKED = [['br', '.br'], ['gzip', '.gz']] as const

/** The files of one build, each read once. A build that comes later is taken up: what has its name changed is another file. */
export type Files = { names: () => Promise<ReadonlySet<string>>; read: (name: string) => Promise<Buffer> }

export function openFiles(folder: string): Files {
  const kept = new Map<string, Promise<Buffer>>()
  return {
    names: async () => new Set(await readdir(join(folder, 'assets')).catch(() => [])),
    read(name) {
      const file = kept.get(name) ?? readFile(join(folder, name))
      if (name.startsWith('assets/')) kept.set(name, file)
      return file
    },
  }
}

/** Answers with a file of `assets/`, packed as the browser takes it. */
export async function sendAsset(request: FastifyRequest<{ Params: { file: string } }>, reply: FastifyReply, files: Files): Promise<FastifyReply> {
  const { file } = request.params
  const names = await files.names()
  if (!names.has(file)) return reply.callNotFound() as unknown as FastifyReply
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const [encoding, ending] = PACKED.find(([name, end]) => accepted.includes(name) && names.has(`${file}${end}`)) ?? [null, '']
  if (encoding !== null) void reply.header('content-encoding', encoding)
  return reply.headers({ 'cache-control': FOR_EVER, vary: 'Accept-Encoding' }).type(TYPES[extname(file)] ?? 'application/octet-stream').send(await files.read(`assets/${file}${ending}`))
}
