import { expect, test } from 'vitest'
import { plainText, readShopTexts, sayAsShop, valuesOf } from './shop-texts.ts'

test('every language of shoppers has the same texts', async () => {
  const english = Object.keys(await readShopTexts('en'))
  for (const language of ['zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar']) expect(Object.keys(await readShopTexts(language)), language).toEqual(english)
})

test('a text tells which values it may show, those of its choices too', () => {
  expect(valuesOf('{missing} to {level}{by, select, none {} other { by {by}}}')).toEqual(['missing', 'level', 'by'])
  expect(valuesOf('{points, plural, one {# point} other {# points}}')).toEqual(['points'])
  expect(valuesOf('Join now')).toEqual([])
})

test('a text reads as own words would say it', () => {
  expect(plainText('{missing} to {level}{by, select, none {} other { by {by}}}')).toBe('{missing} to {level} by {by}')
  expect(plainText('{points, plural, one {# point} other {# points}} take {amount} off')).toBe('{points} points take {amount} off')
})

test('own words stand before ours, with the values that they name and none that they do not', async () => {
  const texts = await readShopTexts('en')
  const say = sayAsShop('en', { texts, own: { 'guest.title': 'Welcome to {name}{nothing}' }, values: { name: 'Reef', points: 1 } })
  expect([say('guest.title'), say('member.reward')]).toEqual(['Welcome to Reef', '1 point'])
})
