import { expect, test } from 'vitest'
import { countingIn, sayOwn } from './own-words.ts'

const own = (text: string, n: number, locale = 'en') => sayOwn(text, { n, who: 'Ada' }, countingIn(locale))

test('own words have their forms for how many, in each language’s way; braces that do not fit are said as they stand', () => {
  const points = "{n, plural, =0 {none, {who}} one {# balle} few {# balla} other {# ball'ov}}"
  expect([0, 1, 3, 5].map((n) => own(points, n, 'ru'))).toEqual(['none, Ada', '1 balle', '3 balla', "5 ball'ov"])
  expect(own('{who, select, Ada {Hi {n, selectordinal, one {#st} other {#th}} {who}} other {}}!', 1)).toBe('Hi 1st Ada!')
  expect(own("l'{who} # {n, number}", 1_000)).toBe("l'Ada # 1,000")
  for (const [text, said] of [['{who, {n}!', '{who, 3!'], ['{n, plural, one {#}}', '{n, plural, one {#}}'], ['} {who}', '} Ada'], ['{n, plural, other {#}', '{n, plural, other {#}']] as const) expect(own(text, 3)).toBe(said)
})

test('a value is what was said, whatever every object has under its name', () => {
  expect(own('{n, select, other {Hello}} {constructor}', 1)).toBe('Hello ')
  expect(sayOwn('{who, select, Ada {Hi} other {Hello}}', { who: 'constructor' }, countingIn('en'))).toBe('Hello')
})
