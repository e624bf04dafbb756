import { expect, test } from 'vitest'
import { compileCondition, vocabularyOf } from '#engine/program/conditions'
import { answerIn, isForFirstOrder } from './guide-when.ts'

test.each([
  ['order.market != "trade"', true], ['order.market == "trade"', false], ['order.market in ["us", "de"]', true], ['order.market == "trade" && member.level == "gold"', false], ['order.is_first && order.market == "trade"', false],
  ['order.market != "trade" && order.is_first', null], ['order.total > 20.0', null], ['"vip" in member.tags', null], ['today.weekday == 6', null], ['event.name == "order.paid"', null], ['true', true],
] as const)('%s is %s for somebody in the United States, whoever they are and whatever they buy', (text, answer) => {
  expect(answerIn('us', compileCondition(text, vocabularyOf('order.paid', {})))).toBe(answer)
})

test('what asks for nothing holds everywhere', () => {
  expect(answerIn('us', null)).toBe(true)
})

test.each([
  ['order.is_first', true], ['order.market == "us" && order.is_first', true], ['order.market == "jp" && order.is_first', false], ['order.is_first && order.total > 20.0', false], ['!order.is_first', false], ['order.market == "us"', false],
] as const)('%s is for the first order in the United States alone: %s', (text, answer) => {
  expect(isForFirstOrder('us', compileCondition(text, vocabularyOf('order.paid', {})))).toBe(answer)
})
