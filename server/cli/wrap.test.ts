import { describe, expect, test } from 'vitest'
import { columnsOf, pad, wrap } from './wrap.ts'

describe('the columns of a terminal', () => {
  test.each([['abc', 3], ['会员', 4], ['£1,000 → ¥', 10], ['（退）', 6], ['ปวีณา ใจดี', 8], ['\u001b[1m粗\u001b[22m', 2], ['', 0]])('%j takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns)
  })

  test('are filled from the side that the text is not on', () => {
    expect([pad('会', 4), pad('会', 4, 'right'), pad('会员', 3)]).toEqual(['会  ', '  会', '会员'])
  })
})

describe('a wrapped text', () => {
  test('keeps words whole and loses none', () => {
    expect(wrap('one two  three', 8)).toEqual(['one two', 'three'])
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
    expect(wrap('', 5)).toEqual([''])
  })

  test('breaks Chinese anywhere but before closing punctuation', () => {
    expect(wrap('会员积分，余额', 8)).toEqual(['会员积', '分，余额'])
    for (const line of wrap('会员共有一千二百三十四积分，其中一半将在下月过期。'.repeat(5), 20)) {
      expect(columnsOf(line)).toBeLessThanOrEqual(20)
      expect(line).not.toMatch(/^[，。）]/)
    }
  })

  test('is the same text again when its lines are joined', () => {
    const text = '订单 S2403 按“每消费 1 美元得 1 积分”获得 68 积分：AU$104.00，每 AU$1.00 得 0.66 积分。'
    expect(wrap(text, 30).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })
})
