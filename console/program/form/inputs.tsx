import { Checkbox, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { Path } from '#engine/program/problem'
import type { Choice } from '#console/program/edit/named.ts'
import { useWords } from '#console/words/use-words.ts'
import { useField } from './form.ts'
import { Raw } from './raw.tsx'

/** What every field is given: its place, its words, and whether it may be left out. */
export type Asked = { path: Path; label: string; hint?: string | undefined; isNeeded: boolean; /** What the number is of. */ suffix?: string | undefined }

const WHOLE = /^\d{1,15}$/

/** What was typed where a number belongs; what is no number stays what was typed, and the check says so. */
function wholeOf(typed: string): number | string | undefined {
  const text = typed.trim()
  return text === '' ? undefined : WHOLE.test(text) ? Number(text) : text
}

/** A line of text, or a decimal number, which the document keeps as text. */
export function TextField({ path, label, hint, isNeeded, suffix, isNumber = false }: Asked & { isNumber?: boolean }) {
  const { value, set, mistake } = useField(path)
  if (value !== undefined && typeof value !== 'string') return <Raw path={path} label={label} hint={hint} />
  return <TextInput label={label} description={hint} value={value ?? ''} error={mistake} onChange={({ currentTarget: { value: typed } }) => set(typed === '' && !isNeeded ? undefined : typed)} rightSection={suffix === undefined ? undefined : <span className="suffix">{suffix}</span>} rightSectionWidth={suffix === undefined ? undefined : 20 + suffix.length * 9} {...(isNumber ? { inputMode: 'decimal' } : {})} />
}

/** A colour, typed as "#c9a227" or chosen in the browser's own way. */
export function ColourField({ path, label, hint }: Asked) {
  const { say } = useWords()
  const { value, set, mistake } = useField(path)
  if (value !== undefined && typeof value !== 'string') return <Raw path={path} label={label} hint={hint} />
  const isWhole = value !== undefined && /^#[0-9A-Fa-f]{6}$/.test(value)
  return (
    <TextInput
      label={label} description={hint} value={value ?? ''} error={mistake} placeholder="#c9a227" onChange={({ currentTarget: { value: typed } }) => set(typed.trim() === '' ? undefined : typed.trim())} leftSectionPointerEvents="all" leftSectionWidth={44}
      leftSection={<input className="colour" type="color" aria-label={say('look.choose', { what: label })} value={isWhole ? value : '#888888'} onChange={({ currentTarget: { value: chosen } }) => set(chosen)} />}
    />
  )
}

/** A whole number. */
export function WholeField({ path, label, hint, suffix }: Asked) {
  const { value, set, mistake } = useField(path)
  if (value !== undefined && typeof value !== 'number' && typeof value !== 'string') return <Raw path={path} label={label} hint={hint} />
  return <TextInput label={label} description={hint} inputMode="numeric" value={value === undefined ? '' : String(value)} error={mistake} onChange={({ currentTarget: { value: typed } }) => set(wholeOf(typed))} rightSection={suffix === undefined ? undefined : <span className="suffix">{suffix}</span>} rightSectionWidth={suffix === undefined ? undefined : 20 + suffix.length * 12} />
}

/** Yes, or not there. */
export function FlagField({ path, label, hint }: Asked) {
  const { value, set, mistake } = useField(path)
  if (value !== undefined && value !== true) return <Raw path={path} label={label} hint={hint} />
  return <Checkbox className="flag" label={label} description={hint} checked={value === true} error={mistake} onChange={({ currentTarget: { checked } }) => set(checked ? true : undefined)} />
}

/** One of some words; a word that is none of them is shown as it is. */
export function ChoiceField({ path, label, hint, isNeeded, choices, none }: Asked & { choices: readonly Choice[]; /** What is so where nothing is chosen. */ none?: string | undefined }) {
  const { value, set, mistake } = useField(path)
  if (value !== undefined && typeof value !== 'string') return <Raw path={path} label={label} hint={hint} />
  const data = [...(isNeeded || none === undefined ? [] : [{ value: '', label: none }]), ...choices, ...(value === undefined || value === '' || choices.some((each) => each.value === value) ? [] : [{ value, label: value }])]
  return <Select label={label} description={hint} value={value ?? (isNeeded || none === undefined ? null : '')} error={mistake} data={data} searchable={data.length > 9} onChange={(next) => set(next === null || next === '' ? undefined : next)} clearable={!isNeeded && none === undefined} />
}

/** Several of some ids. */
export function ChoicesField({ path, label, hint, choices }: Asked & { choices: readonly Choice[] }) {
  const { value, set, mistake } = useField(path)
  if (value !== undefined && !isTexts(value)) return <Raw path={path} label={label} hint={hint} />
  const more = (value ?? []).filter((each) => !choices.some((choice) => choice.value === each))
  return <MultiSelect label={label} description={hint} error={mistake ?? undefined} value={[...new Set(value ?? [])]} data={[...choices, ...new Set(more)]} searchable onChange={(next) => set(next.length === 0 ? undefined : next)} />
}

/** Texts that the document does not know, such as tags and SKUs. */
export function TextsField({ path, label, hint, isNumbers = false }: Asked & { isNumbers?: boolean }) {
  const { say } = useWords()
  const { value, set, mistake } = useField(path)
  const isFit = value === undefined || (Array.isArray(value) && value.every((each: unknown) => typeof each === (isNumbers ? 'number' : 'string')) && new Set(value).size === value.length)
  if (!isFit) return <Raw path={path} label={label} hint={hint} />
  const texts = ((value ?? []) as unknown[]).map(String)
  return <TagsInput label={label} description={hint ?? say('form.texts_hint')} error={mistake} value={texts} splitChars={[',', '，', ' ']} acceptValueOnBlur onChange={(next) => set(next.length === 0 ? undefined : isNumbers ? next.filter((each) => WHOLE.test(each)).map(Number) : next)} />
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
