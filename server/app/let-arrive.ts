import { finished } from 'node:stream'
import type { IncomingMessage } from 'node:http'

/** So much of what nobody will read is let come, and so long. */
const MOST_BYTES = 32 * 1024 * 1024
const MOST_MS = 2_000

/**
 * Lets the rest of a body arrive and passes it over. Whoever still sends does not read, and a connection that is closed while bytes are on their way is
 * reset: what was answered would be lost with it (RFC 9112, 9.6).
 */
export function letArrive(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0
    const count = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > MOST_BYTES) end()
    }
    const end = (): void => {
      clearTimeout(timer)
      forget()
      request.removeListener('data', count)
      resolve()
    }
    const timer = setTimeout(end, MOST_MS)
    const forget = finished(request, { writable: false }, end)
    request.on('data', count).resume()
  })
}
