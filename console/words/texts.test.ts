import { expect, test } from 'vitest'
import { listText, moneyText, numberText } from './texts.ts'

test('less than nothing has one sign in every language, also of money', () => {
  for (const language of ['en', 'zh-CN'] as const) expect([numberText(-16, language), numberText(-0.05, language, { style: 'percent' }), moneyText(-50, { currency: 'JPY' }, language)]).toEqual(['−16', '−5%', expect.stringMatching(/^−\D+50$/)])
  expect(moneyText(-14_219, { currency: 'USD' }, 'zh-CN')).toBe('−US$142.19')
})

test('what is listed is told with the commas of its language', () => {
  expect([listText(['奥地利', '瑞士', '德国'], 'zh-CN'), listText(['Austria', 'Switzerland', 'Germany'], 'en')]).toEqual(['奥地利、瑞士、德国', 'Austria, Switzerland, Germany'])
})
