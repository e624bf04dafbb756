import { expect, test } from 'vitest'
import { ChangeShopSettings } from '#server/modules/shops/schemas'
import { plainText, readShopTexts, sayAsShop, valuesOf } from './shop-texts.ts'

/** As the server wants the keys of texts. */
const KEY = '^[a-z][A-Za-z0-9_.-]{0,79}$'
const OTHERS = ['zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar']

test.each(['widget', 'centre'] as const)('every language of shoppers has the same texts of the %s, each under a key and of a length that a shop may set', async (teller) => {
  const english = Object.keys(await readShopTexts('en', teller)).sort()
  const keys = JSON.stringify(ChangeShopSettings.properties.widget)
  expect(keys).toContain(KEY)
  for (const key of english) expect(key).toMatch(new RegExp(KEY))
  for (const language of ['en', ...OTHERS]) {
    const texts = await readShopTexts(language, teller)
    expect(Object.keys(texts).sort(), language).toEqual(english)
    for (const [key, text] of Object.entries(texts)) expect(plainText(text).length, `${language} ${key}`).toBeLessThanOrEqual(300)
  }
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
  const say = sayAsShop('en', { texts, own: { 'launcher.open': 'Welcome to {name}{nothing}' }, values: { name: 'Reef', points: 1 } })
  expect([say('launcher.open'), say('member.reward')]).toEqual(['Welcome to Reef', '1 point'])
})
