import { ActionIcon, Button, Group } from '@mantine/core'
import { ArrowDownIcon, ArrowUpIcon, CopyIcon, PlusIcon, TrashIcon } from '@radix-ui/react-icons'
import type { ReactNode } from 'react'
import { pathText, type Path, type Step } from '#engine/program/problem'
import { useWords } from '#console/words/use-words.ts'
import { clearing, duplication, freshId, idsOf } from '#console/program/edit/fresh.ts'
import { valueAt } from '#console/program/edit/plain.ts'
import { useForm } from './form.ts'

/** The entries of a small list, one below the other, and a button that adds one. */
export function Rows({ path, count, name, begin, children }: { path: Path; count: number; name: string; begin: Readonly<Record<string, unknown>>; children: (path: Path) => ReactNode }) {
  const { say, has } = useWords()
  const { value, change, isReadOnly } = useForm()
  const what = say(has(`form.one.${name}`) ? `form.one.${name}` : 'form.one.any')
  const add = (): void => {
    const id = begin['id']
    const entry = typeof id === 'string' ? { ...begin, id: freshId(id, idsOf(valueAt(value, path))) } : begin
    change({ kind: 'insert', path, index: count, value: entry })
  }
  return (
    <>
      {Array.from({ length: count }, (_each, index) => (
        <div key={index} className="row" role="group" aria-label={say('form.nth', { what, n: index + 1 })}>
          <div className="row-body">{children([...path, index])}</div>
          <RowActions path={path} step={index} index={index} count={count} name={say('form.nth', { what, n: index + 1 })} />
        </div>
      ))}
      {isReadOnly ? null : <Button variant="default" size="xs" leftSection={<PlusIcon />} onClick={add}>{say('form.add', { what })}</Button>}
    </>
  )
}

/** Moves an entry up or down, doubles it, takes it away. */
export function RowActions({ path, step, index, count, name, isSection = false }: { path: Path; step: Step; index: number; count: number; name: string; /** Whether the list stays when it is empty. */ isSection?: boolean }) {
  const { say } = useWords()
  const { value, change, isReadOnly, open, onOpen } = useForm()
  if (isReadOnly) return null
  const isOpen = path.every((each, at) => open[at] === each)
  const move = (to: number): void => {
    change({ kind: 'move', path, from: index, to }, `move ${pathText(path)}`)
    // What is open is known by its number, and stays open under the new one.
    const at = open[path.length]
    if (isOpen && typeof step === 'number' && (at === index || at === to)) onOpen([...path, at === index ? to : index, ...open.slice(path.length + 1)])
  }
  const remove = (): void => {
    change(count === 1 && !isSection ? clearing(value, path) : { kind: 'remove', path: [...path, step] })
    if (isSection && isOpen) onOpen(path)
  }
  return (
    <Group gap={2} wrap="nowrap" className="row-actions">
      <ActionIcon aria-label={say('form.move_up', { name })} disabled={index === 0} onClick={() => move(index - 1)}><ArrowUpIcon /></ActionIcon>
      <ActionIcon aria-label={say('form.move_down', { name })} disabled={index === count - 1} onClick={() => move(index + 1)}><ArrowDownIcon /></ActionIcon>
      <ActionIcon aria-label={say('form.double', { name })} onClick={() => change(duplication(value, path, step))}><CopyIcon /></ActionIcon>
      <ActionIcon aria-label={say('form.remove', { name })} color="coral" onClick={remove}><TrashIcon /></ActionIcon>
    </Group>
  )
}
