/** How a file writes its letters. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** How much of a file tells whether every other byte is nothing, as in UTF-16. */
const LOOKED_AT = 4_096

/** A file, piece by piece, from its beginning as often as it is asked for. */
export type Bytes = () => AsyncIterable<Uint8Array>

/**
 * By which encoding a file is text: by its byte order mark; as UTF-16 where every other byte is nothing; as UTF-8 where all of it is; as GB18030, which has GBK and GB2312 in
 * it, where all of it is and its letters are those of Chinese; else as what Windows writes in the West.
 */
export async function detectEncoding(bytes: Bytes): Promise<Encoding> {
  const start = await startOf(bytes)
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const wide = wideOf(start)
  if (wide !== null) return wide
  if (await isText(bytes, 'utf-8')) return 'utf-8'
  return (await isText(bytes, 'gb18030')) && (await isChinese(bytes)) ? 'gb18030' : 'windows-1252'
}

async function startOf(bytes: Bytes): Promise<Uint8Array> {
  for await (const piece of bytes()) return piece.subarray(0, LOOKED_AT)
  return new Uint8Array()
}

function wideOf(start: Uint8Array): Encoding | null {
  const nothings = [0, 0]
  for (const [place, byte] of start.entries()) if (byte === 0) nothings[place % 2] = (nothings[place % 2] ?? 0) + 1
  const [even = 0, odd = 0] = nothings
  const some = start.length / 8
  if (odd > some && odd > even * 4) return 'utf-16le'
  return even > some && even > odd * 4 ? 'utf-16be' : null
}

async function isText(bytes: Bytes, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const piece of bytes()) decoder.decode(piece, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Western letters too are pairs that GB18030 has, but with a second byte of plain letters: those of Chinese text have nearly none. */
async function isChinese(bytes: Bytes): Promise<boolean> {
  let [pairs, high, lead] = [0, 0, false]
  for await (const piece of bytes()) {
    for (const byte of piece) {
      if (!lead) {
        lead = byte >= 0x81
        continue
      }
      pairs += 1
      if (byte >= 0xa1) high += 1
      lead = false
    }
  }
  return high * 2 >= pairs
}

/** The text of a file, piece by piece, without its byte order mark; what is none in its encoding is shown as such. */
export async function* textOf(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of bytes()) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

/** What stands between cells. */
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** The sign that parts the most cells of the first line; a comma where there is one cell. Excel may name it in a line before. */
export function detectDelimiter(text: string): Delimiter {
  const [first = ''] = text.split(/\r?\n/, 1)
  const named = /^"?sep=([,;\t|])"?$/.exec(first)?.[1]
  if (named !== undefined) return named as Delimiter
  const plain = first.replaceAll(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((sign) => plain.split(sign).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as Delimiter
}
