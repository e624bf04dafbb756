import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { parseDocument, stringify } from 'yaml'
import type { Path } from '#engine/program/problem'
import { useWords } from '#console/words/use-words.ts'
import { useField } from './form.ts'

/** What the form cannot show exactly, as the text that it is: it can be changed here, and is never dropped. */
export function Raw({ path, label, hint }: { path: Path; label: string; hint?: string | undefined }) {
  const { say } = useWords()
  const { value, set, mistake } = useField(path)
  const written = value === undefined ? '' : typeof value === 'string' && !value.includes('\n') ? stringify(value).trimEnd() : stringify(value, { lineWidth: 0 }).trimEnd()
  const [typed, setTyped] = useState<{ over: string; text: string } | null>(null)
  // What was typed counts as long as nothing else was written in its place.
  const text = typed !== null && typed.over === written ? typed.text : written
  const { errors, contents } = parseDocument(text, { prettyErrors: false, stringKeys: true, logLevel: 'error' })
  const isBroken = errors.length > 0
  const commit = (): void => {
    if (isBroken || text === written) return
    set(contents === null ? undefined : JSON.parse(JSON.stringify(contents.toJSON())) as unknown)
    setTyped(null)
  }
  return <Textarea classNames={{ input: 'fixed' }} label={label} description={hint ?? say('form.raw_hint')} autosize minRows={1} maxRows={14} spellCheck={false} value={text} data-half={text !== written} error={isBroken ? say('form.raw_broken') : mistake} onChange={({ currentTarget: { value: next } }) => setTyped({ over: written, text: next })} onBlur={commit} />
}
