import { answerOf, type Import, type Rockpool } from '#sdk/index'

/** As much as the server takes at once. */
const PIECE_BYTES = 512 * 1024
/** The longest file that it takes. */
export const MOST_BYTES = 128 * 1024 * 1024
/** As many bytes are turned to letters at once as a call has arguments. */
const AT_ONCE = 0x8000

type Going = { begun: Import | null; isStopped: () => boolean; onPart: (begun: Import) => void }

/** Sends a file piece by piece, behind what of it came already, and tells how much is there; null where it was stopped. */
export async function sendFile(client: Rockpool, file: File, { begun, isStopped, onPart }: Going): Promise<Import | null> {
  let sent = begun ?? await answerOf(client.POST('/api/v1/imports', { body: { name: file.name.slice(0, 200), bytes: file.size } }))
  onPart(sent)
  while (sent.received < file.size) {
    if (isStopped()) return null
    const number = sent.received / PIECE_BYTES + 1
    const bytes = new Uint8Array(await file.slice(sent.received, sent.received + PIECE_BYTES).arrayBuffer())
    sent = await answerOf(client.POST('/api/v1/imports/{import}/pieces', { params: { path: { import: sent.import } }, body: { number, content: base64(bytes) } }))
    onPart(sent)
  }
  return sent
}

function base64(bytes: Uint8Array): string {
  let letters = ''
  for (let from = 0; from < bytes.length; from += AT_ONCE) letters += String.fromCharCode(...bytes.subarray(from, from + AT_ONCE))
  return btoa(letters)
}
