import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Path } from '#engine/program/problem'
import { isTree, valueAt } from '#console/program/edit/plain.ts'
import { useWords } from '#console/words/use-words.ts'
import { useForm } from './form.ts'

/** The id of an entry of a map, by which the rest of the program names it; it is renamed when one leaves the field. */
export function KeyField({ path }: { path: Path }) {
  const { say } = useWords()
  const { value, change, findings, onOpen } = useForm()
  const key = String(path.at(-1))
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? key
  const others = valueAt(value, path.slice(0, -1))
  const isTaken = text !== key && isTree(others) && Object.hasOwn(others, text)
  const mistake = findings.find((each) => each.severity === 'mistake' && each.path.endsWith(key) && each.path.split('.').length === path.length)?.message
  const commit = (): void => {
    setTyped(null)
    if (text === key || text === '' || isTaken) return
    change({ kind: 'rename', path, key: text })
    onOpen([...path.slice(0, -1), text])
  }
  return <TextInput mt="sm" maw={320} label={say('form.field.any.id')} description={say('form.hint.any.key')} value={text} data-half={text !== key} error={isTaken ? say('form.key_taken') : mistake} onChange={({ currentTarget: { value: next } }) => setTyped(next)} onBlur={commit} onKeyDown={({ key: pressed }) => (pressed === 'Enter' ? commit() : undefined)} />
}
