import { describe, expect, test } from 'vitest'
import { changeIdentity, NOBODY } from './identity.ts'
import { maskEmail } from '#server/platform/mask-email'
import { maskPhone } from './mask.ts'
import { readEmail } from './read-email.ts'
import { readPhone } from './read-phone.ts'

describe('an e-mail address', () => {
  test.each([
    ['  Anna.Smith@Example.COM ', 'Anna.Smith@example.com', 'anna.smith@example.com'],
    ['anna+shop@mail.example.co.uk', 'anna+shop@mail.example.co.uk', 'anna+shop@mail.example.co.uk'],
    ['jörg@münchen.de', 'jörg@münchen.de', 'jörg@xn--mnchen-3ya.de'],
    ['JO\u0308RG@MÜNCHEN.de', 'JÖRG@münchen.de', 'jörg@xn--mnchen-3ya.de'],
    ['王@例子.中国', '王@例子.中国', '王@xn--fsqu00a.xn--fiqs8s'],
  ])('%s is read', (text, email, key) => expect(readEmail(text)).toEqual({ email, key }))

  test.each(['', 'anna', '@example.com', 'anna@', 'anna@example', 'anna@ex ample.com', 'a b@example.com', '.anna@example.com', 'an..na@example.com', 'a•••@example.com', 'anna@-example.com', 'anna@1.2.3.4', `${'a'.repeat(65)}@example.com`, '"anna"@example.com'])(
    '%s is none', (text) => expect(readEmail(text)).toBe(null))

  test('is masked but for its first character and its domain', () => {
    expect(['anna@example.com', 'a@b.de', '𠮷野@example.jp'].map(maskEmail)).toEqual(['a•••@example.com', 'a•••@b.de', '𠮷•••@example.jp'])
  })
})

describe('a phone number', () => {
  test.each([
    ['+49 1512 3456789', undefined, '+4915123456789'], ['01512 3456789', 'DE', '+4915123456789'], ['138 1234 5678', 'CN', '+8613812345678'],
    ['(212) 736-5000', 'US', '+12127365000'], ['+44 7400 123456', 'DE', '+447400123456'],
  ])('%s of %s is kept as E.164', (text, country, phone) => expect(readPhone(text, country)).toBe(phone))

  test.each([['01512 3456789', undefined], ['12', 'DE'], ['+49', undefined], ['call +4915123456789', undefined], ['+49 1512 3456789 ext. 5', undefined], ['+49•••89', undefined], ['+999 123456', undefined]])(
    '%s of %s is none', (text, country) => expect(readPhone(text, country)).toBe(null))

  test('is masked but for its country and its last two digits', () => {
    expect(['+4915123456789', '+12127365000'].map(maskPhone)).toEqual(['+49•••89', '+1•••00'])
  })
})

describe('an identity', () => {
  const anna = { ...NOBODY, name: 'Anna', email: 'Anna@example.com', phone: '+4915123456789', attributes: { size: 38, vegan: true } }

  test('is changed where it is said anew; null takes away, of attributes too', () => {
    const { identity, emailKey, problems } = changeIdentity(anna, { name: null, locale: 'DE-at', attributes: { size: null, colour: 'red' } })
    expect(problems).toEqual([])
    expect(identity).toEqual({ ...anna, name: null, locale: 'de-AT', attributes: { vegan: true, colour: 'red' } })
    expect(emailKey).toBe('anna@example.com')
  })

  test('lists every mistake with what would be right', () => {
    const { problems } = changeIdentity(anna, { email: 'anna', phone: '0151', phoneCountry: 'DE', locale: 'x', attributes: Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`a${n}`, n])) })
    expect(problems.map(({ keys, found, wanted }) => [keys.join(), found, wanted])).toEqual([
      ['email', '"anna"', 'an e-mail address, such as "anna@example.com"'],
      ['attributes', '51 attributes', 'at most 50, those that are there included'],
      ['phone', '"0151"', 'a telephone number of DE, such as "+49 1512 3456789"'],
      ['locale', '"x"', 'a language tag, such as "de-AT" or "zh-CN"'],
    ])
    expect(changeIdentity(NOBODY, { phone: '01512 3456789' }).problems).toMatchObject([{ keys: ['phone'], wanted: expect.stringContaining('phoneCountry') }])
    expect(changeIdentity(NOBODY, { phone: '01512 3456789', phoneCountry: 'XX' }).problems).toMatchObject([{ keys: ['phoneCountry'] }])
  })
})
