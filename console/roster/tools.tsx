import { Button, Checkbox, Group, Popover, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { MixerHorizontalIcon, ViewVerticalIcon } from '@radix-ui/react-icons'
import { useWords } from '#console/words/use-words.ts'
import { Filters } from './filters.tsx'
import { NewLead } from './new-lead.tsx'
import { COLUMNS, filterOf, USUAL_COLUMNS, type Column } from './roster-search.ts'
import { useRosterSearch } from './use-roster-search.ts'
import { Views } from './views.tsx'

/** What is done to the list: views of it, its filter, its columns. */
export function Tools() {
  const { say } = useWords()
  const { search } = useRosterSearch()
  const [isOpen, { open, close }] = useDisclosure(false)
  const asked = Object.keys(filterOf(search)).length
  return (
    <Group gap="xs">
      <Views />
      <Button variant="default" leftSection={<MixerHorizontalIcon aria-hidden />} onClick={open}>{say('roster.filter', { count: asked })}</Button>
      <Columns />
      <NewLead />
      {isOpen ? <Filters onClose={close} /> : null}
    </Group>
  )
}

function Columns() {
  const { say } = useWords()
  const { search, go } = useRosterSearch()
  const change = (chosen: string[]): void => {
    const columns: Column[] = COLUMNS.filter((column) => chosen.includes(column))
    if (columns.length > 0) go({ ...search, columns })
  }
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target><Button variant="default" leftSection={<ViewVerticalIcon aria-hidden />}>{say('roster.columns')}</Button></Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={[...(search.columns ?? USUAL_COLUMNS)]} onChange={change} aria-label={say('roster.columns')}>
          <Stack gap="xs">{COLUMNS.map((column) => <Checkbox key={column} size="xs" value={column} label={say(`roster.column.${column}`)} />)}</Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
