import { Button, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Product, type ToldAccess } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { onlyResult, useFieldErrors } from '#console/page/field-errors.ts'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { rowOf, sortsOf, toldOf, type AccessRow } from './access-rows.ts'
import { audienceText } from './audience-text.ts'
import { EVERYBODY, isWhole, WhomFields, type Whom } from './whom-fields.tsx'

const MOST = 50
const NEW: AccessRow = { whom: { ...EVERYBODY, sort: 'members' }, rest: {}, was: { from: null, until: null } }

/** Says whom a product is sold to, in the place of what was said before; that can be had back. */
export function AccessForm({ product: { sku, access }, onClose }: { product: Product; onClose: () => void }) {
  const words = useWords()
  const { say } = words
  const program = useDocument()
  const told = useToldWithUndo()
  const [rows, setRows] = useState(() => access.map(rowOf))
  const put = usePutAccess(() => {
    told(say('access.saved', { sku }), () => undo.mutateAsync({ sku, access: access.map(rowOf).map(toldOf) }))
    onClose()
  })
  const undo = usePutAccess(() => {})
  const wrong = useFieldErrors(put.error)
  const change = (place: number, whom: Whom): void => setRows(rows.map((row, at) => (at === place ? { ...row, whom } : row)))
  return (
    <Ask isOpen size="lg" title={say('access.title', { sku })} text={say('access.text')} onClose={onClose} action={say('access.save')} onAction={() => put.mutate({ sku, access: rows.map(toldOf) })} isBusy={put.isPending} error={put.error} isReady={rows.every(({ whom }) => isWhole(whom))}>
      {rows.length === 0 ? <Text size="sm" fw={500}>{say('access.everybody')}</Text> : rows.map((row, place) => (
        <Paper key={place} p="sm" component="fieldset" aria-label={say('access.row', { place: place + 1 })}>
          <WhomFields whom={row.whom} sorts={sortsOf(row)} onChange={(whom) => change(place, whom)} wrong={(path) => wrong(`access[${place}].${path}`)} />
          {Object.keys(row.rest).length === 0 ? null : <Text size="sm" mt={4}>{say('access.besides', { whom: audienceText({ tag: null, level: null, memberId: row.rest.member ?? null, ...row.rest, member: access.find(({ memberId }) => memberId === row.rest.member)?.member ?? null }, { words, program }) })}</Text>}
          <Button mt="xs" size="compact-xs" variant="subtle" color="coral" aria-label={say('access.remove_of', { place: place + 1 })} onClick={() => setRows(rows.filter((_, at) => at !== place))}>{say('access.remove')}</Button>
        </Paper>
      ))}
      <Button variant="default" size="xs" disabled={rows.length >= MOST} onClick={() => setRows([...rows, NEW])}>{say('access.add')}</Button>
      <Text size="xs" c="dimmed">{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
    </Ask>
  )
}

function usePutAccess(onDone: () => void) {
  return useWrite(async (client, told: { sku: string; access: ToldAccess[] }) => onlyResult(await answerOf(client.POST('/api/v1/catalogue/access', { body: { products: [told] } }))), { touches: ['catalogue'], onDone })
}
