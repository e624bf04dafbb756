import { expect, test } from 'vitest'
import type { Import, Rockpool } from '#sdk/index'
import { sendFile } from './send-file.ts'

const PIECE = 512 * 1024
const file = new File([new Uint8Array(2 * PIECE + 10)], 'members.csv')

/** A server that takes pieces in their order, and breaks off at one of them. */
function openServer(breaksAt = 0) {
  let received = 0
  let breaks = breaksAt
  const asked: string[] = []
  const POST = async (path: string, { body }: { body: { number?: number; content?: string } }) => {
    const { number, content } = body
    asked.push(number === undefined ? 'begin' : String(number))
    if (number !== undefined && number === breaks) {
      breaks = 0
      throw new Error('broken off')
    }
    received += path.endsWith('/pieces') ? atob(content ?? '').length : 0
    return { data: { import: 'imp_1', received } as Import }
  }
  return { client: { POST } as unknown as Rockpool, asked }
}

test('a file that broke off goes on behind what came, and is begun once', async () => {
  const { client, asked } = openServer(3)
  let begun: Import | null = null
  const going = () => ({ begun, isStopped: () => false, onPart: (part: Import) => void (begun = part) })
  await expect(sendFile(client, file, going())).rejects.toThrow('broken off')
  expect(await sendFile(client, file, going())).toMatchObject({ received: file.size })
  expect(asked).toEqual(['begin', '1', '2', '3', '3'])
})

test('whoever left sends no more', async () => {
  const { client, asked } = openServer()
  expect(await sendFile(client, file, { begun: null, isStopped: () => asked.length > 1, onPart: () => undefined })).toBeNull()
  expect(asked).toEqual(['begin', '1'])
})
