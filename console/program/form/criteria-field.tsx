import { ActionIcon, Button, Group, Select } from '@mantine/core'
import { PlusIcon, TrashIcon } from '@radix-ui/react-icons'
import type { ReactNode } from 'react'
import type { Path } from '#engine/program/problem'
import { LEAVES, newLeaf, readCriteria, type Asked as Leaf, type CriteriaForm, type LeafKind } from '#console/program/edit/criteria.ts'
import { valueAt } from '#console/program/edit/plain.ts'
import { useWords } from '#console/words/use-words.ts'
import { useField, useForm, useNamed } from './form.ts'
import type { Asked } from './inputs.tsx'
import { Raw } from './raw.tsx'

type Shown = Asked & { leaf: (path: Path, kind: LeafKind) => ReactNode }

/** What a member must reach: one thing after another, of which all or one must be so; a tree within the tree is shown as text. */
export function CriteriaField({ path, label, hint, leaf }: Shown) {
  const { say } = useWords()
  const { isReadOnly } = useForm()
  const { value, set, mistake } = useField(path)
  const [main] = useNamed('unit')
  const form = value === undefined ? null : readCriteria(value, path)
  if (value !== undefined && form === null) return <Raw path={path} label={label} hint={hint ?? say('form.criteria_raw')} />
  const begun = (kind: LeafKind): Record<string, unknown> => newLeaf(kind, main?.value ?? 'points')
  return (
    <fieldset className="group">
      <legend>{label}</legend>
      {hint === undefined || value !== undefined ? null : <p className="hint">{hint}</p>}
      {mistake === undefined ? null : <p className="wrong">{mistake}</p>}
      {form === null ? null : <Asks path={path} form={form} begun={begun} leaf={leaf} />}
      {form === null && !isReadOnly ? <Button variant="default" size="xs" leftSection={<PlusIcon />} onClick={() => set(begun('spend'))}>{say('form.criteria_add')}</Button> : null}
    </fieldset>
  )
}

function Asks({ path, form: { how, isGroup, asked }, begun, leaf }: { path: Path; form: CriteriaForm; begun: (kind: LeafKind) => object; leaf: Shown['leaf'] }) {
  const { say } = useWords()
  const { value, change, isReadOnly } = useForm()
  const { set } = useField(path)
  const all = asked.map((each) => valueAt(value, each.path))
  const add = (): void => (isGroup ? change({ kind: 'insert', path: [...path, how], index: asked.length, value: begun('orders') }) : set({ any: [...all, begun('orders')] }))
  const remove = (index: number): void => {
    const left = all.toSpliced(index, 1)
    // Of two, the one that is left stands alone again.
    if (left.length < 2 && (left.length === 0 || isGroup)) set(left[0])
    else change({ kind: 'remove', path: [...path, how, index] })
  }
  return (
    <>
      {asked.length < 2 ? null : <Select mb="xs" maw={320} aria-label={say('form.how')} value={how} data={(['all', 'any'] as const).map((each) => ({ value: each, label: say(`form.how_${each}`) }))} onChange={(next) => (next === null || next === how ? undefined : set({ [next]: all }))} />}
      {asked.map((each, index) => (
        <div key={each.path.join(' ')} className="row" role="group" aria-label={say('form.nth', { what: say('form.one.criteria'), n: index + 1 })}>
          <div className="row-body"><Leaf asked={each} begun={begun} leaf={leaf} /></div>
          {isReadOnly ? null : <ActionIcon color="coral" aria-label={say('form.remove', { name: say('form.nth', { what: say('form.one.criteria'), n: index + 1 }) })} onClick={() => remove(index)}><TrashIcon /></ActionIcon>}
        </div>
      ))}
      {isReadOnly ? null : <Group gap="xs"><Button variant="default" size="xs" leftSection={<PlusIcon />} onClick={add}>{say('form.add', { what: say('form.one.criteria') })}</Button></Group>}
    </>
  )
}

function Leaf({ asked: { path, kind }, begun, leaf }: { asked: Leaf; begun: (kind: LeafKind) => object; leaf: Shown['leaf'] }) {
  const { say } = useWords()
  const { set } = useField(path)
  if (kind === null) return <Raw path={path} label={say('form.as_text')} hint={say('form.criteria_raw')} />
  return (
    <>
      <Select mb="xs" label={say('form.asks')} value={kind} data={LEAVES.map((each) => ({ value: each, label: say(`form.leaf.${each}`) }))} onChange={(next) => (next === null || next === kind ? undefined : set(begun(next as LeafKind)))} />
      {leaf(path, kind)}
    </>
  )
}
