import { describe, expect, test } from 'vitest'
import { detectDelimiter, detectEncoding, textOf, type Encoding } from './read-bytes.ts'

const TEXT = '姓名,邮箱,会员等级\n王小明,xiaoming@example.com,金卡\n'
/** The same in GBK, which no runtime writes: 姓名,邮箱,会员等级 and a row. */
const GBK = Buffer.from('d0d5c3fb2cd3cacfe42cbbe1d4b1b5c8bcb60acdf5d0a1c3f72c7869616f6d696e67406578616d706c652e636f6d2cbdf0bfa80a', 'hex')

const inPieces = (bytes: Buffer, size = 7) => async function* pieces() {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function readAs(bytes: Buffer): Promise<[Encoding, string]> {
  const encoding = await detectEncoding(inPieces(bytes))
  let text = ''
  for await (const piece of textOf(inPieces(bytes), encoding)) text += piece
  return [encoding, text]
}

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

describe('a file is read as it was written, wherever its pieces are cut:', () => {
  test.each<[string, Buffer, Encoding]>([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['GBK, as Excel saves it in China', GBK, 'gb18030'],
    ['UTF-16, as Excel saves its "Unicode text"', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 with the larger half first', bigEndian(`\uFEFF${TEXT}`), 'utf-16be'],
  ])('%s', async (_, bytes, wanted) => {
    expect(await readAs(bytes)).toEqual([wanted, TEXT])
  })

  test('UTF-16 without its mark', async () => {
    expect(await readAs(Buffer.from('name,email\nAnna,anna@example.com\n', 'utf16le'))).toEqual(['utf-16le', 'name,email\nAnna,anna@example.com\n'])
  })

  test('letters of the West, which would be Chinese to whoever looks only at pairs', async () => {
    const text = 'prénom,nom\nRené,Müller\nAgnès,Lefèvre\n'
    expect(await readAs(Buffer.from(text, 'latin1'))).toEqual(['windows-1252', text])
  })
})

test.each([['a,b,c', ','], ['a;b;c', ';'], ['a\tb\tc', '\t'], ['"x,y,z";b', ';'], ['sep=;\na,b', ';'], ['alone', ',']])('%j is separated by %j', (text, sign) => {
  expect(detectDelimiter(text)).toBe(sign)
})
