import { expect, test } from 'vitest'
import { ChangeShopSettings } from '#server/modules/shops/schemas'
import { plainText, readShopTexts, sayAsShop, strayIn, valuesOf } from './shop-texts.ts'

/** As the server wants the keys of texts. */
const KEY = '^[a-z][A-Za-z0-9_.-]{0,79}$'
const OTHERS = ['zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar']

test.each(['widget', 'centre', 'rules', 'mails'] as const)('every language of shoppers has the same texts of the %s, each under a key and of a length that a shop may set, and as own words it says the same', async (teller) => {
  const english = Object.keys(await readShopTexts('en', teller)).sort()
  const keys = JSON.stringify(ChangeShopSettings.properties.widget)
  expect(keys).toContain(KEY)
  for (const key of english) expect(key).toMatch(new RegExp(KEY))
  for (const language of ['en', ...OTHERS]) {
    const texts = await readShopTexts(language, teller)
    expect(Object.keys(texts).sort(), language).toEqual(english)
    for (const [key, text] of Object.entries(texts)) {
      expect(text.length, `${language} ${key}`).toBeLessThanOrEqual(1_000)
      expect(strayIn(text, valuesOf(text)), `${language} ${key}`).toBeNull()
      // How many something is, is a number.
      for (const value of [0, 1, 2, 5, ...(/plural|selectordinal|number/.test(text) ? [] : ['month'])]) {
        const [ours, own] = [{}, { [key]: text }].map((said) => sayAsShop(language, { texts, own: said, values: Object.fromEntries(valuesOf(text).map((name) => [name, value])) })(key))
        expect(own, `${language} ${key}`).toBe(ours)
      }
    }
  }
})

test('own words leave out a value that is not there', () => {
  const own = { of: '{points}{by, select, none {} other { by}} {by}' }
  expect(['none', 'Ada'].map((by) => sayAsShop('en', { texts: {}, own, values: { points: 3, by } })('of'))).toEqual(['3 ', '3 by Ada'])
})

test('own words are told what they name that the text does not have, and where their braces do not fit', () => {
  expect([strayIn('{n, plural, one {{who} has #} other {#}}', ['n', 'who']), strayIn('Hi {who}', []), strayIn('{n, plural, other {{x}}}', ['n']), strayIn('Hi {who', ['who'])]).toEqual([null, '{who}', '{x}', '{who'])
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
