import { expect, test } from 'vitest'
import { namesOf } from '#console/shop/use-form.ts'
import { vouchersName, type NamedProgram } from './use-document.ts'

test("a partner's codes are called as what they are given for, by their id where nobody says", () => {
  const program = { rewards: [{ id: 'tea', name: { en: 'Tea', 'zh-CN': '茶' }, gives: { voucher: 'house' } }, { id: 'mug', gives: { product: 'MUG' } }, { id: 'cake', gives: { voucher: 'house' } }] } as unknown as NamedProgram
  expect([vouchersName(program, 'house', 'zh-CN'), vouchersName(program, 'other', 'en'), vouchersName(undefined, 'house', 'en')]).toEqual(['茶、cake', 'other', 'house'])
})

test('Chinese is told apart by how it is written, wherever a language is named', () => {
  expect(['zh-CN', 'zh-TW', 'fr'].map(namesOf('en', 'language'))).toEqual(['Simplified Chinese', 'Traditional Chinese', 'French'])
  expect(['zh-CN', 'zh-TW'].map(namesOf('zh-CN', 'language'))).toEqual(['简体中文', '繁体中文'])
})
