import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { highlight } from './highlight.ts'

const kinds = (line: string): string[] => highlight(line).filter(({ text }) => text.trim() !== '').map(({ kind, text }) => `${kind}:${text.trim()}`)

describe('the colours of a program', () => {
  test('tell keys, texts, numbers and comments apart', () => {
    expect(kinds('  earn: "1.5" # points')).toEqual(['key:earn', 'plain::', 'text:"1.5"', 'comment:# points'])
    expect(kinds('- { id: gold, points: 150 }')).toEqual(['plain:- {', 'key:id', 'plain:: gold,', 'key:points', 'plain::', 'number:150', 'plain:}'])
  })

  test('take a # for a comment only where YAML does', () => {
    expect(kinds('color: red#1')).not.toContainEqual(expect.stringContaining('comment'))
  })

  test('lose no letter of any program', () => {
    const lines = readFileSync('programs/fashion.yaml', 'utf8').split('\n')
    expect(lines.map((line) => highlight(line).map(({ text }) => text).join(''))).toEqual(lines)
  })
})
