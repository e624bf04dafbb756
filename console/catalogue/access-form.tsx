import { Button, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Product, type ProductAccess, type ToldAccess } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { onlyResult, useFieldErrors } from '#console/page/field-errors.ts'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { instantIn, localTime } from './times.ts'
import { EVERYBODY, isWhole, WhomFields, type Whom } from './whom-fields.tsx'

const SORTS = ['everybody', 'members', 'tag', 'level', 'company'] as const
const MOST = 50

/** Says whom a product is sold to, in the place of what was said before; that can be had back. */
export function AccessForm({ product: { sku, access }, onClose }: { product: Product; onClose: () => void }) {
  const { say } = useWords()
  const told = useToldWithUndo()
  const [rows, setRows] = useState(() => access.map(whomOf))
  const put = usePutAccess(() => {
    told(say('access.saved', { sku }), () => undo.mutateAsync({ sku, access: access.map(whomOf).map(toldOf) }))
    onClose()
  })
  const undo = usePutAccess(() => {})
  const wrong = useFieldErrors(put.error)
  const change = (place: number, whom: Whom): void => setRows(rows.map((row, at) => (at === place ? whom : row)))
  return (
    <Ask isOpen size="lg" title={say('access.title', { sku })} text={say('access.text')} onClose={onClose} action={say('access.save')} onAction={() => put.mutate({ sku, access: rows.map(toldOf) })} isBusy={put.isPending} error={put.error} isReady={rows.every(isWhole)}>
      {rows.length === 0 ? <Text size="sm" fw={500}>{say('access.everybody')}</Text> : rows.map((row, place) => (
        <Paper key={place} p="sm" component="fieldset" aria-label={say('access.row', { place: place + 1 })}>
          <WhomFields whom={row} sorts={SORTS} onChange={(whom) => change(place, whom)} wrong={(path) => wrong(`access[${place}].${path}`)} />
          <Button mt="xs" size="compact-xs" variant="subtle" color="coral" aria-label={say('access.remove_of', { place: place + 1 })} onClick={() => setRows(rows.filter((_, at) => at !== place))}>{say('access.remove')}</Button>
        </Paper>
      ))}
      <Button variant="default" size="xs" disabled={rows.length >= MOST} onClick={() => setRows([...rows, { ...EVERYBODY, sort: 'members' }])}>{say('access.add')}</Button>
      <Text size="xs" c="dimmed">{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
    </Ask>
  )
}

function usePutAccess(onDone: () => void) {
  return useWrite(async (client, told: { sku: string; access: ToldAccess[] }) => onlyResult(await answerOf(client.POST('/api/v1/catalogue/access', { body: { products: [told] } }))), { touches: ['catalogue'], onDone })
}

function whomOf({ isMembers, tag, level, memberId, from, until }: ProductAccess): Whom {
  const times = { from: localTime(from), until: localTime(until) }
  if (memberId !== null) return { sort: 'company', name: memberId, ...times }
  if (level !== null) return { sort: 'level', name: level, ...times }
  if (tag !== null) return { sort: 'tag', name: tag, ...times }
  return { sort: isMembers ? 'members' : 'everybody', name: '', ...times }
}

function toldOf({ sort, name, from, until }: Whom): ToldAccess {
  const [fromAt, untilAt] = [instantIn(from), instantIn(until)]
  return {
    ...(sort === 'members' ? { isMembers: true } : sort === 'tag' ? { tag: name.trim() } : sort === 'level' ? { level: name } : sort === 'company' ? { member: name.trim() } : {}),
    ...(fromAt === undefined ? {} : { from: fromAt }), ...(untilAt === undefined ? {} : { until: untilAt }),
  }
}
