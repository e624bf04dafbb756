import { expect, test } from 'vitest'
import '#engine/languages'
import type { Ratio } from '#engine/ratio'
import { LOCALES, translate, type Locale } from '#engine/text'
import { percentOff } from './percent-off.ts'

function said(locale: Locale, percent: Ratio): string {
  return translate(locale, 'guide.benefit.percent', { percent: percentOff(locale, percent) })
}

test.each<[percent: Ratio, english: string, chinese: string]>([
  [[1, 10], '10% off', '打 9 折'], [[3, 20], '15% off', '打 8.5 折'], [[1, 8], '12.5% off', '打 8.75 折'], [[19, 20], '95% off', '打 0.5 折'], [[1, 1], '100% off', '免费'],
])('%j off is told in Chinese by the tenths that are still paid', (percent, english, chinese) => {
  expect([said('en', percent), said('zh-CN', percent), said('zh-TW', percent)]).toEqual([english, chinese, chinese.replace('费', '費')])
})

test('the other languages name the part that is taken off', () => {
  for (const locale of LOCALES.filter((one) => !one.startsWith('zh') && one !== 'ar')) expect(said(locale, [1, 8])).toMatch(/12[.,]5/)
})
