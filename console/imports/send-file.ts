import { answerOf, type Import, type Rockpool } from '#sdk/index'

/** As much as the server takes at once. */
const PIECE_BYTES = 512 * 1024
/** The longest file that it takes. */
export const MOST_BYTES = 128 * 1024 * 1024
/** As many bytes are turned to letters at once as a call has arguments. */
const AT_ONCE = 0x8000

/** Sends a file piece by piece, and tells how much of it is there. */
export async function sendFile(client: Rockpool, file: File, onPart: (part: number) => void): Promise<Import> {
  let sent = await answerOf(client.POST('/api/v1/imports', { body: { name: file.name.slice(0, 200), bytes: file.size } }))
  for (let number = 1; (number - 1) * PIECE_BYTES < file.size; number += 1) {
    const bytes = new Uint8Array(await file.slice((number - 1) * PIECE_BYTES, number * PIECE_BYTES).arrayBuffer())
    sent = await answerOf(client.POST('/api/v1/imports/{import}/pieces', { params: { path: { import: sent.import } }, body: { number, content: base64(bytes) } }))
    onPart(sent.received / file.size)
  }
  return sent
}

function base64(bytes: Uint8Array): string {
  let letters = ''
  for (let from = 0; from < bytes.length; from += AT_ONCE) letters += String.fromCharCode(...bytes.subarray(from, from + AT_ONCE))
  return btoa(letters)
}
