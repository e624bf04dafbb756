import { Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { canAward, namedEvents } from '#engine/program/events'
import { hasText, translate } from '#engine/text'
import type { Choice } from '#console/program/edit/named.ts'
import { isTree, valueAt } from '#console/program/edit/plain.ts'
import { useWords } from '#console/words/use-words.ts'
import { useField, useForm } from './form.ts'
import type { Asked } from './inputs.tsx'
import { Raw } from './raw.tsx'

const OTHER = ' other'

/** What the events are called that a program can name: those that have a name in every language, and the store's own. */
function useEvents(isAwarding: boolean): Choice[] {
  const { value } = useForm()
  const { language } = useWords()
  const own = valueAt(value, ['events'])
  const all = [...namedEvents(), ...(isTree(own) ? Object.keys(own) : [])]
  const nameOf = (id: string): string => {
    const key = `trace.part.event.${id.replaceAll('.', '_')}`
    return hasText(key) ? translate(language, key) : id
  }
  return [...new Set(all)].filter((id) => (!isAwarding || canAward(id)) && (hasText(`trace.part.event.${id.replaceAll('.', '_')}`) || isTree(own) && Object.hasOwn(own, id))).map((id) => ({ value: id, label: capital(nameOf(id), language) }))
}

function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}

/** The event that a rule awards on; an event of the store's own by its id. */
export function EventField({ path, label, hint }: Asked) {
  const { say } = useWords()
  const { value, set, mistake } = useField(path)
  const events = useEvents(true)
  const [isOther, setOther] = useState(false)
  if (value !== undefined && typeof value !== 'string') return <Raw path={path} label={label} hint={hint} />
  const isKnown = events.some((each) => each.value === value)
  const isOwn = isOther || (value !== undefined && !isKnown)
  const choose = (next: string | null): void => {
    setOther(next === OTHER)
    if (next !== null && next !== OTHER) set(next)
  }
  return (
    <div role="group" aria-label={label}>
      <Select label={label} description={hint} searchable value={isOwn ? OTHER : value ?? null} error={isOwn ? undefined : mistake} data={[...events, { value: OTHER, label: say('form.event_other') }]} onChange={choose} />
      {isOwn ? <TextInput mt="xs" label={say('form.event_id')} description={say('form.event_id_hint')} value={value ?? ''} error={mistake} onChange={({ currentTarget: { value: typed } }) => set(typed)} /> : null}
    </div>
  )
}

/** Several events, such as those that keep points alive. */
export function EventsField({ path, label, hint }: Asked) {
  const { value, set, mistake } = useField(path)
  const events = useEvents(false)
  if (value !== undefined && !(Array.isArray(value) && value.every((each) => typeof each === 'string'))) return <Raw path={path} label={label} hint={hint} />
  return <TagsInput label={label} description={hint} value={value ?? []} data={events.map((each) => each.value)} error={mistake} acceptValueOnBlur onChange={(next) => set(next.length === 0 ? undefined : next)} />
}
