import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core'
import { PlusIcon, TrashIcon } from '@radix-ui/react-icons'
import type { Path } from '#engine/program/problem'
import { useWords } from '#console/words/use-words.ts'
import { clearing } from '#console/program/edit/fresh.ts'
import { isTree } from '#console/program/edit/plain.ts'
import { useField, useForm } from './form.ts'
import type { Asked } from './inputs.tsx'
import { Raw } from './raw.tsx'

const UNITS = ['days', 'weeks', 'months', 'years'] as const

/** A length of time: a number, and of what. */
export function PeriodField({ path, label, hint, isNeeded }: Asked) {
  const { say } = useWords()
  const { value, set, mistake } = useField(path)
  const [unit, count] = periodOf(value) ?? []
  const inner = useField([...path, unit ?? 'days'])
  if (value !== undefined && unit === undefined) return <Raw path={path} label={label} hint={hint} />
  const write = (typed: string, of: string): void => {
    const text = typed.trim()
    set(text === '' && !isNeeded ? undefined : { [of]: /^\d{1,6}$/.test(text) ? Number(text) : text })
  }
  return (
    <div role="group" aria-label={label}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput style={{ flex: 1, minWidth: 0 }} label={label} description={hint} inputMode="numeric" value={count === undefined ? '' : String(count)} error={mistake ?? inner.mistake} onChange={({ currentTarget: { value: typed } }) => write(typed, unit ?? 'months')} />
        <Select w={110} aria-label={say('form.period_unit', { label })} value={unit ?? 'months'} data={UNITS.map((each) => ({ value: each, label: say(`form.period.${each}`) }))} onChange={(next) => (next === null || count === undefined ? undefined : write(String(count), next))} />
      </Group>
    </div>
  )
}

function periodOf(value: unknown): [(typeof UNITS)[number], unknown] | undefined {
  if (!isTree(value) || Array.isArray(value)) return undefined
  const [entry, more] = Object.entries(value)
  const unit = UNITS.find((each) => each === entry?.[0])
  return unit === undefined || more !== undefined || isTree(entry![1]) ? undefined : [unit, entry![1]]
}

/** Days and spans of days of the calendar. */
export function DatesField({ path, label, hint }: Asked) {
  const { say } = useWords()
  const { value, mistake } = useField(path)
  const { change, isReadOnly } = useForm()
  const spans = value === undefined ? [] : Array.isArray(value) ? value.map(spanOf) : [null]
  if (!spans.every((span) => span !== null)) return <Raw path={path} label={label} hint={hint} />
  return (
    <fieldset className="group">
      <legend>{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {mistake === undefined ? null : <p className="wrong">{mistake}</p>}
      {spans.map((span, index) => <DateRow key={spans.slice(0, index).length} path={[...path, index]} span={span} isOnly={spans.length === 1} n={index + 1} />)}
      {isReadOnly ? null : <Button variant="default" size="xs" leftSection={<PlusIcon />} onClick={() => change({ kind: 'insert', path, index: spans.length, value: '' })}>{say('form.add', { what: say('form.one.dates') })}</Button>}
    </fieldset>
  )
}

type Span = { from: string; to: string }

function DateRow({ path, span, isOnly, n }: { path: Path; span: Span; isOnly: boolean; n: number }) {
  const { say } = useWords()
  const { value, change, isReadOnly } = useForm()
  const { set, mistake } = useField(path)
  const [from, to] = [useField([...path, 'from']), useField([...path, 'to'])]
  const write = (next: Span): void => set(next.to === '' || next.to === next.from ? next.from : next)
  return (
    <Group gap="xs" align="flex-end" mb="xs" wrap="nowrap">
      <TextInput type="date" style={{ flex: 1 }} label={say('form.date_from', { n })} value={span.from} error={mistake ?? from.mistake} onChange={({ currentTarget: { value: typed } }) => write({ ...span, from: typed })} />
      <TextInput type="date" style={{ flex: 1 }} label={say('form.date_to', { n })} value={span.to} error={to.mistake} onChange={({ currentTarget: { value: typed } }) => write({ ...span, to: typed })} />
      {isReadOnly ? null : <ActionIcon mb={4} color="coral" aria-label={say('form.remove', { name: say('form.nth', { what: say('form.one.dates'), n }) })} onClick={() => change(isOnly ? clearing(value, path.slice(0, -1)) : { kind: 'remove', path })}><TrashIcon /></ActionIcon>}
    </Group>
  )
}

/** A date as the browser's field of dates can show it; null for what it would lose. */
function spanOf(value: unknown): Span | null {
  const isDate = (text: unknown): text is string => typeof text === 'string' && /^(\d{4}-\d{2}-\d{2})?$/.test(text)
  if (isDate(value)) return { from: value, to: '' }
  if (!isTree(value) || Object.keys(value).length !== 2) return null
  const { from, to } = value as { from?: unknown; to?: unknown }
  return isDate(from) && isDate(to) ? { from, to } : null
}
