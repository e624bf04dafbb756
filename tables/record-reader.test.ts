import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRecordReader } from './record-reader.ts'

type Read = { records: { fields: string[]; line: number }[]; broken: { fields: string[]; text: string; line: number }[] }

function read(...pieces: readonly string[]): Read {
  const found: Read = { records: [], broken: [] }
  const reader = createRecordReader({
    onRecord: (fields, line) => found.records.push({ fields: [...fields], line }),
    onBrokenQuotes: (broken) => found.broken.push({ ...broken, fields: [...broken.fields] }),
  })
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return found
}

describe('a record reader', () => {
  test('numbers records by the line on which they start, whatever newlines quoted fields hold', () => {
    const { records, broken } = read('a,b\r\n1,"two\r\nlines, ""quoted"""\r\n\r\n\n2,"a\nb\nc"\n3,x')
    expect(records).toEqual([
      { fields: ['a', 'b'], line: 1 },
      { fields: ['1', 'two\r\nlines, "quoted"'], line: 2 },
      { fields: ['2', 'a\nb\nc'], line: 6 },
      { fields: ['3', 'x'], line: 9 },
    ])
    expect(broken).toEqual([])
  })

  test('leaves out the spaces around a field and keeps a quote within an unquoted one', () => {
    expect(read(' a ,12" disc,,"",\t\n').records).toEqual([{ fields: ['a', '12" disc', '', '', ''], line: 1 }])
  })

  test('a quote that is never closed breaks its own line and no other', () => {
    const { records, broken } = read('1,a\n2,"open,b\n3,c\n4,d\n')
    expect(broken).toEqual([{ fields: ['2'], text: '2,"open,b', line: 2 }])
    expect(records).toEqual([{ fields: ['1', 'a'], line: 1 }, { fields: ['3', 'c'], line: 3 }, { fields: ['4', 'd'], line: 4 }])
  })

  test('a quote that is closed by the quote of a later line breaks its own line and no other', () => {
    const { records, broken } = read('2,"open,b\r\n3,c\r\n4,"d, e"\r\n5,"un"quoted"\r\n6,f\r\n')
    expect(broken.map(({ line, text }) => ({ line, text }))).toEqual([{ line: 1, text: '2,"open,b' }, { line: 4, text: '5,"un"quoted"' }])
    expect(records.map(({ fields }) => fields)).toEqual([['3', 'c'], ['4', 'd, e'], ['6', 'f']])
  })

  test('gives up on an open quote after a megabyte, though the file goes on', () => {
    const piece = '1,some words that fill a line of the file\n'.repeat(1000)
    const broken: string[] = []
    let records = 0
    const reader = createRecordReader({ onRecord: () => { records += 1 }, onBrokenQuotes: ({ text }) => broken.push(text) })
    reader.push('x,"open\n')
    for (let pieces = 0; pieces < 20; pieces += 1) reader.push(piece)
    expect(records).toBe(0)
    for (let pieces = 0; pieces < 20; pieces += 1) reader.push(piece)
    expect({ broken, records }).toEqual({ broken: ['x,"open'], records: 40_000 })
  })

  test('reads back any table that was written, in pieces of any size', () => {
    const field = fc.record({
      text: fc.string({ unit: fc.constantFrom('a', 'é', '值', '😀', ',', '"', '\n', '\r\n', ' ', '1') }).map((text) => text.trim()),
      isQuoted: fc.boolean(),
    })
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 })
    const file = fc.record({ rows: table, newline: fc.constantFrom('\n', '\r\n'), size: fc.integer({ min: 1, max: 9 }), endsOpen: fc.boolean() })
    fc.assert(fc.property(file, ({ rows, newline, size, endsOpen }) => {
      const written = (value: { text: string; isQuoted: boolean }) =>
        value.isQuoted || /[",\n\r]/.test(value.text) ? `"${value.text.replaceAll('"', '""')}"` : value.text
      const lines = rows.map((row) => row.map(written).join(','))
      const text = lines.join(newline) + (endsOpen ? '' : newline)
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const { records, broken } = read(...pieces)
      expect(broken).toEqual([])
      expect(records.map(({ fields }) => fields)).toEqual(rows.map((row) => row.map((value) => value.text)))
      const starts = lines.map((_, index) => 1 + lines.slice(0, index).join('\n').split('\n').length - (index === 0 ? 1 : 0))
      expect(records.map(({ line }) => line)).toEqual(starts)
    }))
  })
})
