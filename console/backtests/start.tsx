import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const SPANS = ['3', '6', '12', '24', 'whole'] as const

/** Asks on which span of the past a draft or a version shall be tried, and begins. */
export function StartBacktest({ of, name, onClose }: { of: { draft: string } | { version: string }; name: string; onClose: () => void }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [span, setSpan] = useState<string>('12')
  const start = useWrite((client, _: void) => answerOf(client.POST('/api/v1/backtests', { body: { ...of, ...(span === 'whole' ? { isWhole: true } : { months: Number(span) }) } })), {
    touches: ['backtests'], onDone: ({ backtest }) => void navigate({ to: '/$store/program/backtests/$backtest', params: { store, backtest } }),
  })
  return (
    <Ask isOpen title={say('backtest.start_title', { name })} text={say('backtest.start_text')} onClose={onClose} action={say('backtest.start')} onAction={() => start.mutate()} isBusy={start.isPending} error={start.error}>
      <Select label={say('backtest.span')} value={span} onChange={(value) => setSpan(value ?? '12')} data={SPANS.map((value) => ({ value, label: value === 'whole' ? say('backtest.whole') : say('backtest.months', { count: Number(value) }) }))} allowDeselect={false} />
    </Ask>
  )
}
