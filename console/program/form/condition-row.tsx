import { ActionIcon, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { TrashIcon } from '@radix-ui/react-icons'
import type { Vocabulary } from '#engine/program/conditions'
import type { Choice } from '#console/program/edit/named.ts'
import { TESTS, typeOf, type Row } from '#console/program/edit/condition.ts'
import { useWords } from '#console/words/use-words.ts'
import { useForm, useNamed } from './form.ts'

const BEGINNING: Readonly<Record<string, Row>> = {
  'order.total': { field: 'order.total', is: '>=', value: '100' },
  'member.orders': { field: 'member.orders', is: '>=', value: '1' },
}

/** A row with which one can begin: of the order where there is one. */
export function newRow({ variables }: Vocabulary): Row {
  return BEGINNING[variables['order'] === undefined ? 'member.orders' : 'order.total']!
}

/** The first test of a field, with a value that is one of its type. */
function rowFor(field: string, is: Row['is'], value: Row | null): Row {
  const kept = value !== null && 'value' in value ? value.value : ''
  if (is === 'yes' || is === 'no') return { field, is }
  if (is === 'in' || is === 'not_in') return { field, is, value: Array.isArray(kept) ? kept : kept === '' ? [] : [String(kept)] }
  return { field, is, value: Array.isArray(kept) ? String(kept[0] ?? '') : String(kept) } as Row
}

type Shown = { row: Row; n: number; vocabulary: Vocabulary; onChange: (row: Row) => void; onRemove: () => void }

/** One thing that a condition asks: of which field, how, and what. */
export function ConditionRow({ row, n, vocabulary, onChange, onRemove }: Shown) {
  const { say, has } = useWords()
  const { isReadOnly } = useForm()
  const type = typeOf(row.field, vocabulary) ?? 'string'
  const nameOf = (owner: string, field: string): string => (has(`form.cel.${owner}.${field}`) ? say(`form.cel.${owner}.${field}`) : `${say(`form.cel_owner.${owner}`)}: ${field}`)
  const fields = Object.entries(vocabulary.variables).toReversed().map(([owner, all]) => ({ group: say(`form.cel_owner.${owner}`), items: Object.keys(all).map((field) => ({ value: `${owner}.${field}`, label: nameOf(owner, field) })) }))
  const choose = (field: string | null): void => {
    const next = field === null ? undefined : typeOf(field, vocabulary)
    if (field !== null && next !== undefined) onChange(next === type ? { ...row, field } : rowFor(field, TESTS[next]![0]!, null))
  }
  const name = say('form.nth', { what: say('form.one.condition'), n })
  return (
    <div className="row" role="group" aria-label={name}>
      <div className="condition">
        <Select aria-label={say('form.condition_field')} searchable value={row.field} data={fields} onChange={choose} />
        <Select aria-label={say('form.condition_test')} value={row.is} data={TESTS[type]!.map((is) => ({ value: is, label: say(`form.test.${type === 'int' || type === 'double' ? 'number' : 'word'}.${is}`) }))} onChange={(is) => (is === null ? undefined : onChange(rowFor(row.field, is as Row['is'], row)))} />
        {'value' in row ? <RowValue row={row} isNumber={type === 'int' || type === 'double'} onChange={onChange} /> : null}
      </div>
      {isReadOnly ? null : <ActionIcon color="coral" aria-label={say('form.remove', { name })} onClick={onRemove}><TrashIcon /></ActionIcon>}
    </div>
  )
}

function RowValue({ row, isNumber, onChange }: { row: Extract<Row, { value: unknown }>; isNumber: boolean; onChange: (row: Row) => void }) {
  const { say } = useWords()
  const [markets, levels] = [useNamed('market'), useNamed('level')]
  const known: readonly Choice[] | null = row.field.endsWith('.market') ? markets : /\.levels?$/.test(row.field) ? [{ value: '', label: say('level.none') }, ...levels] : null
  const label = say('form.condition_value')
  const put = (value: string | readonly string[]): void => onChange({ ...row, value } as Row)
  if (typeof row.value !== 'string') {
    const words = [...row.value]
    return known === null ? <TagsInput aria-label={label} value={words} acceptValueOnBlur onChange={put} /> : <MultiSelect aria-label={label} value={words} data={withOthers(known.filter(({ value }) => value !== ''), words)} searchable onChange={put} />
  }
  const text = row.value
  if (known !== null) return <Select aria-label={label} value={text} data={withOthers(known, [text])} onChange={(next) => put(next ?? '')} />
  return <TextInput aria-label={label} value={text} {...(isNumber ? { inputMode: 'decimal' } : {})} onChange={({ currentTarget: { value } }) => put(value)} />
}

function withOthers(known: readonly Choice[], values: readonly string[]): Choice[] {
  return [...known, ...[...new Set(values)].filter((value) => !known.some((each) => each.value === value)).map((value) => ({ value, label: value }))]
}
