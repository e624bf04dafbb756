import { connect } from 'node:net'

/** A request to the byte: nothing is mended on the way. `isCutOff` closes our side behind it, though more may have been promised. */
export type RawRequest = { head: string; body: Buffer; isCutOff?: true }

/** What came back; null where the connection was closed without a word. */
export type RawAnswer = { status: number; headers: Readonly<Record<string, string>>; text: string } | null

const HANG_MS = 20_000

/** Sends bytes on a connection of their own and reads until its end. @throws Error when the server says nothing for 20 s */
export function sendRaw(url: string, { head, body, isCutOff }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.setTimeout(HANG_MS, () => {
      socket.destroy()
      reject(new Error(`the server said nothing for ${HANG_MS / 1_000} s to ${head}`))
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    // A server that refuses a large body closes before it has read it; what it said has arrived all the same.
    socket.on('error', () => {})
    socket.on('close', () => resolve(answerOf(Buffer.concat(chunks))))
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]))
    if (isCutOff) socket.end()
  })
}

function answerOf(bytes: Buffer): RawAnswer {
  if (bytes.length === 0) return null
  // What comes first may be "go on".
  const text = bytes.toString().replace(/^(?:HTTP\/1\.1 1\d\d[^\r]*\r\n\r\n)+/, '')
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  return { status: Number(first.split(' ')[1]), headers, text: text.slice(end + 4) }
}
