import type { Lot } from '#sdk/index'
import { ruleName, useDocument } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

/** Whether an event gave what a member brought along from elsewhere: an import's own id says so. */
export function isOpening({ source, id }: { source: string; id: string }): boolean {
  return source === 'rockpool' && /^import\/.+\/opening\//.test(id)
}

/** What a credit is from: the order and the rule, or what else gave it. */
export function useOrigin(): (lot: Pick<Lot, 'orderId' | 'rule' | 'source' | 'sourceId'>) => string {
  const { say, has, language } = useWords()
  const document = useDocument()
  return ({ orderId, rule, source, sourceId }) => {
    if (isOpening({ source, id: sourceId })) return say('lots.opening')
    const name = ruleName(document, rule, { say, has, language })
    return orderId === null ? name : say('lots.order', { order: orderId, rule: name })
  }
}
