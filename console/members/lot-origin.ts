import type { Lot } from '#sdk/index'
import { ruleName, useDocument } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

/** What a credit is from: the order and the rule, or what else gave it. */
export function useOrigin(): (lot: Pick<Lot, 'orderId' | 'rule'>) => string {
  const { say, has, language } = useWords()
  const document = useDocument()
  return ({ orderId, rule }) => {
    const name = ruleName(document, rule, { say, has, language })
    return orderId === null ? name : say('lots.order', { order: orderId, rule: name })
  }
}
