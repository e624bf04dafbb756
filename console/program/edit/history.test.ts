import { describe, expect, test } from 'vitest'
import { begin, redo, undo, write } from './history.ts'

describe('what was written', () => {
  test('is undone and redone step by step, letters typed one after another in one', () => {
    const typed = ['a', 'ab', 'abc'].reduce((history, text, index) => write(history, text, { tag: 'name', at: index * 100 }), begin(''))
    const added = write(typed, 'abc+', { tag: 'add', at: 300 })
    expect(undo(added).text).toBe('abc')
    expect(undo(undo(added)).text).toBe('')
    expect(undo(undo(undo(added))).text).toBe('')
    expect(redo(redo(undo(undo(added)))).text).toBe('abc+')
    expect(redo(added)).toEqual(added)
  })

  test('is undone apart where time has passed, or another place was changed', () => {
    const two = write(write(begin(''), 'a', { tag: 'name', at: 0 }), 'ab', { tag: 'name', at: 5_000 })
    expect(undo(two).text).toBe('a')
  })

  test('forgets what was undone once something else is written', () => {
    const other = write(undo(write(begin('a'), 'b', { tag: 'x', at: 0 })), 'c', { tag: 'x', at: 10 })
    expect(redo(other).text).toBe('c')
    expect(undo(other).text).toBe('a')
  })
})
