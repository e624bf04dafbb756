import { NumberInput, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Reward } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useTold } from '#console/page/told.ts'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const MOST = 1_000_000_000

/** Counts anew, or adds what came in: of two people who add at once, both count. */
export function PutStock({ reward: { reward, name, stock }, onClose }: { reward: Reward; onClose: () => void }) {
  const { say, number } = useWords()
  const told = useTold()
  const [way, setWay] = useState('add')
  const [count, setCount] = useState<number | string>('')
  const put = useWrite((client, many: number) => answerOf(client.POST('/api/v1/rewards/{reward}/stock', { params: { path: { reward } }, body: way === 'add' ? { add: many } : { left: many } })), {
    touches: ['rewards'], onDone: ({ left }) => {
      told(say('stock.done', { left }))
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('stock.of', { name })} onClose={onClose} action={say('stock.put')} onAction={() => put.mutate(Number(count))} isBusy={put.isPending} error={put.error} isReady={typeof count === 'number'}>
      <Text size="sm">{say('stock.now', { left: number(stock ?? 0) })}</Text>
      <SegmentedControl fullWidth value={way} onChange={setWay} aria-label={say('stock.way')} data={['add', 'left'].map((value) => ({ value, label: say(`stock.${value}`) }))} />
      <NumberInput label={say('stock.count')} description={say(`stock.${way}_hint`)} min={way === 'add' ? -MOST : 0} max={MOST} allowDecimal={false} value={count} onChange={setCount} data-autofocus />
    </Ask>
  )
}
