import { expect, test } from 'vitest'
import { limitText } from './limit-text.ts'

test('a limit is told for each unit that the program counts, and for points where nobody says what it counts', () => {
  const told = (unit: string, points: number): string => (unit === 'credit' ? `$${points / 100}` : `${points} ${unit}`)
  expect(limitText(5_000, { all: ['points', 'credit'], main: 'points', told }, 'en')).toBe('5000 points or $50')
  expect(limitText(5_000, { all: ['credit'], main: 'credit', told }, 'en')).toBe('$50')
  expect(limitText(5_000, { all: [], main: 'points', told }, 'zh-CN')).toBe('5000 points')
})
