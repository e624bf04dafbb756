import { Button, Group, Menu, Paper, Text } from '@mantine/core'
import { ChevronDownIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import type { BoundedCount, RosterFilter } from '#sdk/index'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { NOBODY_MARKED, type Marked } from '#console/roster/roster-table.tsx'
import { USUAL_COLUMNS } from '#console/roster/roster-search.ts'
import { useRosterSearch } from '#console/roster/use-roster-search.ts'
import { DEEDS, type Deed } from './deeds.ts'
import { NewJob } from './new-job.tsx'
import { isTooMany, MOST_WITHOUT, targetOf } from './target.ts'

type Asked = { marked: Marked; filter: RosterFilter; shown: number; total: BoundedCount; onMark: (marked: Marked) => void }

/** How many are marked, a way to all who fit, and what can be done to them. */
export function Bulk({ marked, filter, shown, total, onMark }: Asked) {
  const { say, number } = useWords()
  const may = useMay()
  const { search } = useRosterSearch()
  const [deed, setDeed] = useState<Deed | null>(null)
  const { isAll, ids } = marked
  const all = total.isMore ? `${number(total.members)}+` : number(total.members)
  const target = targetOf(marked, filter)
  const isBeyond = isTooMany(target)
  return (
    <Paper p="xs" mb="xs" className="bulk" role="region" aria-label={say('bulk.title')}>
      <Group gap="xs">
        <Text size="sm" fw={500} role="status">{isAll ? say('bulk.all', { count: all, without: ids.size }) : say('bulk.some', { count: ids.size })}</Text>
        {!isAll && ids.size >= shown && (total.isMore || total.members > shown) ? <Button size="compact-sm" variant="subtle" onClick={() => onMark({ isAll: true, ids: new Set() })}>{say('bulk.mark_all', { count: all })}</Button> : null}
        <Menu position="bottom-start" width={240}>
          <Menu.Target><Button size="xs" disabled={isBeyond} rightSection={<ChevronDownIcon aria-hidden />}>{say('bulk.do')}</Button></Menu.Target>
          <Menu.Dropdown>{Object.entries(DEEDS).filter(([, { permission }]) => may(permission)).map(([word]) => <Menu.Item key={word} onClick={() => setDeed(word as Deed)}>{say(`bulk.deed.${word}`)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
        {isBeyond ? <Text size="sm" role="status">{say('bulk.too_many', { most: MOST_WITHOUT })}</Text> : null}
        <Button size="xs" variant="default" onClick={() => onMark(NOBODY_MARKED)}>{say('bulk.none')}</Button>
      </Group>
      {deed === null ? null : <NewJob deed={deed} target={target} columns={search.columns ?? USUAL_COLUMNS} onClose={() => setDeed(null)} />}
    </Paper>
  )
}
