import { List, NumberInput, Paper, Select, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Program } from '#engine/index'
import { nameIn } from '#engine/text'
import { useNow } from '#console/session/clock.ts'
import { useWords } from '#console/words/use-words.ts'
import { tryOrder, type Tried } from './judge.ts'

const AT_FIRST = 120

/** "An order of 120 dollars by a gold member earns today …", worked out in this browser by the engine that will judge the real one. */
export function TryOrder({ program }: { program: Program }) {
  const { say, language, number } = useWords()
  const now = useNow()
  const markets = Object.entries(program.markets)
  const levels = program.tracks.flatMap((track) => track.levels.map((level) => ({ value: `${track.id} ${level.id}`, label: nameIn(level.name ?? level.id, language) })))
  const [amount, setAmount] = useState(AT_FIRST)
  const [chosenMarket, setMarket] = useState<string | null>(null)
  const [chosenLevel, setLevel] = useState('new')
  const market = markets.some(([id]) => id === chosenMarket) ? chosenMarket : (markets[0]?.[0] ?? null)
  const currency = (market === null ? undefined : program.markets[market]?.currency) ?? program.currency
  const level = levels.some(({ value }) => value === chosenLevel) ? chosenLevel : 'new'
  const done = useMemo(() => {
    if (now === undefined) return null
    const [track = '', held = ''] = level.split(' ')
    const tried: Tried = { amount, currency, market, level: level === 'new' ? null : { track, level: held } }
    try {
      return tryOrder(program, tried, { language, now })
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }, [program, amount, currency, market, level, language, now])
  return (
    <Paper mt="md" component="section">
      <Title order={2} mb="xs">{say('try.title')}</Title>
      <Stack gap="xs">
        <NumberInput label={say('try.amount', { currency })} value={amount} onChange={(value) => setAmount(typeof value === 'number' ? value : 0)} min={0} hideControls />
        {markets.length > 1 ? <Select label={say('try.market')} value={market} onChange={setMarket} data={markets.map(([id, each]) => ({ value: id, label: nameIn(each.name ?? id, language) }))} /> : null}
        <Select label={say('try.level')} value={level} onChange={(value) => setLevel(value ?? 'new')} data={[{ value: 'new', label: say('try.new') }, ...levels]} />
        <div role="status">
          {done === null ? null : typeof done === 'string' ? <Text size="sm">{say('try.refused', { why: done })}</Text> : (
            <>
              <Text><span className="number">{number(done.available + done.pending)}</span> {say('try.points', { count: done.available + done.pending })}</Text>
              <List size="sm" mt={4}>{done.sentences.map((sentence) => <List.Item key={sentence}>{sentence}</List.Item>)}</List>
            </>
          )}
        </div>
      </Stack>
    </Paper>
  )
}
