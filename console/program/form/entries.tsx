import { Badge, Button, Group, Text, UnstyledButton } from '@mantine/core'
import { ChevronDownIcon, ChevronRightIcon, PlusIcon } from '@radix-ui/react-icons'
import { useEffect, useRef, type ReactNode } from 'react'
import { nameIn } from '#engine/text'
import type { Path, Step } from '#engine/program/problem'
import { isTree, valueAt } from '#console/program/edit/plain.ts'
import { useWords } from '#console/words/use-words.ts'
import { mistakesIn, useForm } from './form.ts'
import { RowActions } from './rows.tsx'

/** What is said of an entry in one plain sentence, and what else must be known of it. */
export type Sentence = (id: string) => { text: string; notes: string } | undefined

type Shown = { path: Path; /** What an entry is called: a rule. */ what: string; empty: string; sentence: Sentence; onAdd: () => void; children: (path: Path) => ReactNode }

/** The entries of a section, of which one is open: each with its name, its plain sentence and how many mistakes it has. */
export function Entries({ path, what, empty, sentence, onAdd, children }: Shown) {
  const { say } = useWords()
  const { value, isReadOnly } = useForm()
  const entries = valueAt(value, path)
  const steps: Step[] = isTree(entries) ? Object.keys(entries).map((key, index) => (Array.isArray(entries) ? index : key)) : []
  return (
    <>
      {steps.length === 0 ? <Text size="sm" c="dimmed" mb="sm">{empty}</Text> : null}
      <ul className="entries">
        {steps.map((step, index) => <Entry key={typeof step === 'number' ? step : `${index}`} path={path} step={step} index={index} count={steps.length} what={what} sentence={sentence}>{children}</Entry>)}
      </ul>
      {isReadOnly ? null : <Button variant="default" size="sm" leftSection={<PlusIcon />} onClick={onAdd}>{say('form.add', { what })}</Button>}
    </>
  )
}

function Entry({ path, step, index, count, what, sentence, children }: Pick<Shown, 'path' | 'what' | 'sentence' | 'children'> & { step: Step; index: number; count: number }) {
  const { say, language } = useWords()
  const { value, findings, open, onOpen, isReadOnly } = useForm()
  const place = [...path, step]
  const entry = valueAt(value, place)
  const id = typeof step === 'string' ? step : valueAt(entry, ['id'])
  const named = valueAt(entry, ['name'])
  const name = (typeof named === 'string' || isTree(named) && Object.values(named).every((each) => typeof each === 'string') ? nameIn(named as string | Record<string, string>, language) : '') || (typeof id === 'string' && id !== '' ? id : say('form.nth', { what, n: index + 1 }))
  const isOpen = place.every((each, at) => open[at] === each)
  const mistakes = mistakesIn(findings, place)
  const said = typeof id === 'string' ? sentence(id) : undefined
  const card = useRef<HTMLLIElement>(null)
  const isWanted = isOpen && open.length === place.length
  useEffect(() => {
    if (isWanted) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isWanted])
  return (
    <li ref={card} className="entry" data-open={isOpen}>
      <Group gap="xs" wrap="nowrap" align="flex-start" className="entry-head">
        <UnstyledButton className="entry-name" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? path : place)}>
          {isOpen ? <ChevronDownIcon aria-hidden /> : <ChevronRightIcon aria-hidden />}
          <span>
            <Text span fw={600} size="sm">{name}</Text>{mistakes === 0 ? null : <Badge ml="xs" color="coral" variant="light">{say('findings.mistakes', { count: mistakes })}</Badge>}
            {said === undefined || said.text === '' ? null : <Text span display="block" size="sm">{said.text}</Text>}
            {said === undefined || said.notes === '' ? null : <Text span display="block" size="xs" c="dimmed">{said.notes}</Text>}
          </span>
        </UnstyledButton>
        <RowActions path={path} step={step} index={index} count={count} name={name} isSection />
      </Group>
      {isOpen ? <fieldset className="entry-body" disabled={isReadOnly} aria-label={name}>{children(place)}</fieldset> : null}
    </li>
  )
}
