import { Button, Group, Select, Textarea } from '@mantine/core'
import { PlusIcon } from '@radix-ui/react-icons'
import { useMemo, useState } from 'react'
import type { Vocabulary } from '#engine/program/conditions'
import type { Path } from '#engine/program/problem'
import { readCondition, writeCondition, type Row, type Rows } from '#console/program/edit/condition.ts'
import { vocabularyBy, vocabularyKey } from '#console/program/edit/vocabulary.ts'
import { useWords } from '#console/words/use-words.ts'
import { ConditionRow, newRow } from './condition-row.tsx'
import { useField, useForm } from './form.ts'
import type { Asked } from './inputs.tsx'
import { Raw } from './raw.tsx'

/** When something applies: rows of what is asked, where rows hold it exactly, and the text of it else. */
export function ConditionField({ path, label, hint }: Asked) {
  const { say } = useWords()
  const { isReadOnly } = useForm()
  const { value, set, mistake } = useField(path)
  const vocabulary = useVocabulary(path)
  const [written, setWritten] = useState<{ text: string; rows: Rows } | null>(null)
  const [isText, setText] = useState(false)
  const read = useMemo(() => (typeof value === 'string' ? readCondition(value, vocabulary) : null), [value, vocabulary])
  if (value !== undefined && typeof value !== 'string') return <Raw path={path} label={label} hint={hint} />
  // A row that is not filled in yet is kept as it was typed, until something else is written in its place.
  const rows = written !== null && written.text === value ? written.rows : read
  const write = (next: Rows): void => {
    const text = writeCondition(next, vocabulary)
    setWritten({ text, rows: next })
    set(next.rows.length === 0 ? undefined : text)
  }
  const begin = (): void => write({ how: 'all', rows: [newRow(vocabulary)] })
  return (
    <fieldset className="group">
      <legend>{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {value === undefined ? null : isText || rows === null
        ? <Textarea classNames={{ input: 'fixed' }} autosize minRows={1} maxRows={8} spellCheck={false} label={say('form.condition_text')} description={rows === null ? say('form.condition_raw') : undefined} error={mistake} value={value} onChange={({ currentTarget: { value: typed } }) => set(typed === '' ? undefined : typed)} />
        : <ConditionRows rows={rows} vocabulary={vocabulary} onChange={write} mistake={mistake} />}
      {isReadOnly ? null : (
        <Group gap="xs">
          {value === undefined ? <Button variant="default" size="xs" leftSection={<PlusIcon />} onClick={begin}>{say('form.condition_add')}</Button> : null}
          {value !== undefined && rows !== null && !isText ? <Button variant="default" size="xs" leftSection={<PlusIcon />} onClick={() => write({ ...rows, rows: [...rows.rows, newRow(vocabulary)] })}>{say('form.add', { what: say('form.one.condition') })}</Button> : null}
          {value !== undefined && rows !== null ? <Button variant="subtle" size="compact-xs" onClick={() => setText(!isText)}>{say(isText ? 'form.condition_as_rows' : 'form.condition_as_text')}</Button> : null}
        </Group>
      )}
    </fieldset>
  )
}

function ConditionRows({ rows: { how, rows }, vocabulary, onChange, mistake }: { rows: Rows; vocabulary: Vocabulary; onChange: (rows: Rows) => void; mistake: string | undefined }) {
  const { say } = useWords()
  const put = (index: number, row: Row): void => onChange({ how, rows: rows.map((each, at) => (at === index ? row : each)) })
  const howTo = (next: string | null): void => onChange({ how: next === 'any' ? 'any' : 'all', rows })
  return (
    <>
      {rows.length < 2 ? null : <Select mb="xs" maw={320} aria-label={say('form.how')} value={how} data={(['all', 'any'] as const).map((each) => ({ value: each, label: say(`form.how_${each}`) }))} onChange={howTo} />}
      {rows.map((row, index) => <ConditionRow key={rows.slice(0, index).length} row={row} n={index + 1} vocabulary={vocabulary} onChange={(next) => put(index, next)} onRemove={() => onChange({ how, rows: rows.toSpliced(index, 1) })} />)}
      {mistake === undefined ? null : <p className="wrong">{mistake}</p>}
    </>
  )
}

/** What a condition at a place may read; the same as long as the document says the same of it. */
function useVocabulary(path: Path): Vocabulary {
  const key = vocabularyKey(useForm().value, path)
  return useMemo(() => vocabularyBy(key), [key])
}
