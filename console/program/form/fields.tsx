import { Button, Select } from '@mantine/core'
import { ChevronDownIcon, ChevronUpIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import type { Path } from '#engine/program/problem'
import { listOf } from '#console/program/edit/named.ts'
import { useWords } from '#console/words/use-words.ts'
import { LEAF } from '#console/program/edit/fields.ts'
import type { Field, Kind, UnionName } from '#console/program/edit/field.ts'
import { isTree, valueAt } from '#console/program/edit/plain.ts'
import { UNIONS, wayOf } from '#console/program/edit/unions.ts'
import { ConditionField } from './condition-field.tsx'
import { CriteriaField } from './criteria-field.tsx'
import { DatesField, PeriodField } from './time-fields.tsx'
import { EventField, EventsField } from './event-field.tsx'
import { useField, useForm, useNamed } from './form.ts'
import { ChoiceField, ChoicesField, ColourField, FlagField, TextField, TextsField, WholeField, type Asked } from './inputs.tsx'
import { NameField } from './name-field.tsx'
import { Raw } from './raw.tsx'
import { Rows } from './rows.tsx'
import { useLabels, type Labels } from './labels.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The fields of a map of the document, and as text whatever else stands in it. */
export function Grid({ path, fields, form, isSection = false }: { path: Path; fields: readonly Field[]; /** By which the words of the fields are found. */ form: string; /** Whether the rest of the map is shown elsewhere. */ isSection?: boolean }) {
  const { say } = useWords()
  const { value } = useForm()
  const labels = useLabels(form)
  const [isMore, setMore] = useState(false)
  const entry = valueAt(value, path)
  if (entry !== undefined && (!isTree(entry) || Array.isArray(entry))) return <Raw path={path} label={say('form.as_text')} />
  const map = (entry ?? {}) as Readonly<Record<string, unknown>>
  const asked = fields.filter(({ key, as, when }) => as !== 'hidden' && (map[key] !== undefined || when === undefined || when(map)))
  const shown = asked.filter(({ key, isMore: isRare }) => isRare !== true || isMore || (map[key] !== undefined && key !== 'id'))
  const others = isSection ? [] : Object.keys(map).filter((key) => !fields.some((field) => field.key === key))
  const hidden = asked.length - asked.filter(({ key, isMore: isRare }) => isRare !== true || (map[key] !== undefined && key !== 'id')).length
  // Numbers need less room than names.
  const isNarrow = shown.length > 2 && shown.every(({ as }) => as === 'whole' || as === 'group')
  return (
    <div className="fields" {...(isNarrow ? { 'data-narrow': true } : {})}>
      {shown.map((field) => <div key={field.key} className={field.isWide === true ? 'wide' : undefined}><FieldOf path={[...path, field.key]} kind={field} isNeeded={field.isNeeded === true} labels={labels} name={field.key} label={labels.label(field.key)} hint={labels.hint(field.key)} /></div>)}
      {others.map((key) => <div key={key} className="wide"><Raw path={[...path, key]} label={key} /></div>)}
      {hidden === 0 ? null : <div className="wide"><Button variant="subtle" size="compact-sm" aria-expanded={isMore} onClick={() => setMore(!isMore)} leftSection={isMore ? <ChevronUpIcon /> : <ChevronDownIcon />}>{say(isMore ? 'form.less' : 'form.more')}</Button></div>}
    </div>
  )
}

type Shown = { path: Path; kind: Kind; label: string; hint?: string | undefined; isNeeded?: boolean; labels?: Labels; name?: string; suffix?: string | undefined }

/** One field, as its kind is filled in. */
function FieldOf({ path, kind, label, hint, isNeeded = false, labels, name = '', suffix }: Shown) {
  const { say } = useWords()
  const currency = useCurrency(path)
  const asked: Asked = { path, label, hint, isNeeded, suffix }
  switch (kind.as) {
    case 'colour': return <ColourField {...asked} />
    case 'text': return <TextField {...asked} />
    case 'decimal': return <TextField {...asked} isNumber />
    case 'percent': return <TextField {...asked} isNumber suffix="%" />
    case 'money': return <TextField {...asked} isNumber suffix={currency} />
    case 'whole': return <WholeField {...asked} />
    case 'name': return <NameField {...asked} />
    case 'flag': return <FlagField {...asked} />
    case 'texts': return <TextsField {...asked} />
    case 'whole_list': case 'month_days': return <TextsField {...asked} isNumbers />
    case 'weekdays': return <ChoicesField {...asked} choices={WEEKDAYS.map((value) => ({ value, label: say(`form.weekday.${value}`) }))} />
    case 'event': return <EventField {...asked} />
    case 'events': return <EventsField {...asked} />
    case 'condition': return <ConditionField {...asked} />
    case 'criteria': return <CriteriaField {...asked} leaf={(at, leaf) => <Grid path={at} fields={LEAF[leaf]} form={`leaf_${leaf}`} />} />
    case 'period': return <PeriodField {...asked} />
    case 'dates': return <DatesField {...asked} />
    case 'choice': return <ChoiceField {...asked} choices={kind.words.map((value) => ({ value, label: labels?.word(name, value) ?? value }))} none={labels?.word(name, 'none') ?? say('form.none')} />
    case 'ref': case 'refs': return <RefField {...asked} kind={kind} none={labels?.word(name, 'none')} />
    case 'union': return <UnionField {...asked} union={kind.union} />
    case 'by': return <ByField {...asked} kind={kind} />
    case 'group': return <Group {...asked} fields={kind.fields} name={name} />
    case 'list': return <ListField {...asked} kind={kind} name={name} />
    case 'hidden': return null
  }
}

/** The currency of an amount: that of the market on its way, else the base currency. */
function useCurrency(path: Path): string | undefined {
  const { value } = useForm()
  const market = path[0] === 'markets' ? path[1] : path.at(-1)
  const own = typeof market === 'string' ? valueAt(value, ['markets', market, 'currency']) : undefined
  const currency = own ?? valueAt(value, ['currency'])
  return typeof currency === 'string' ? currency : undefined
}

function RefField({ kind, none, ...asked }: Asked & { kind: Extract<Kind, { as: 'ref' | 'refs' }>; none: string | undefined }) {
  const { say } = useWords()
  const choices = useNamed(kind.of)
  return kind.as === 'refs' ? <ChoicesField {...asked} choices={choices} /> : <ChoiceField {...asked} choices={choices} none={none ?? say('form.none')} />
}

/** A setting that can be written in several ways: which one, and what it asks for. */
function UnionField({ union, path, label, hint, isNeeded, suffix }: Asked & { union: UnionName }) {
  const { say, has } = useWords()
  const { value, set, mistake } = useField(path)
  const currency = useCurrency(path)
  const way = value === undefined ? null : wayOf(union, value)
  if (way === undefined) return <Raw path={path} label={label} hint={hint} />
  const said = (word: string): string => say(has(`form.way.${union}.${word}`) ? `form.way.${union}.${word}` : `form.way.any.${word}`)
  const choose = (word: string | null): void => set(word === null || word === '' ? undefined : structuredClone(UNIONS[union].find((each) => each.word === word)?.begin))
  return (
    <div className="union" role="group" aria-label={label}>
      <Select label={label} description={hint} value={way?.word ?? (isNeeded ? null : '')} error={mistake} data={[...(isNeeded ? [] : [{ value: '', label: said('absent') }]), ...UNIONS[union].map(({ word }) => ({ value: word, label: said(word) }))]} onChange={choose} />
      {way?.self === undefined ? null : <div className="union-inside"><FieldOf path={path} kind={way.self} label={has(`form.self.${union}.${way.word}`) ? say(`form.self.${union}.${way.word}`, { currency: currency ?? '' }) : say('form.value_of', { label })} suffix={suffix} isNeeded /></div>}
      {(way?.fields ?? []).every(({ as }) => as === 'hidden') ? null : <div className="union-inside"><Grid path={path} fields={way?.fields ?? []} form={union} /></div>}
    </div>
  )
}

/** Something for each market or level. */
function ByField({ path, label, hint, kind }: Asked & { kind: Extract<Kind, { as: 'by' }> }) {
  const { value, mistake } = useField(path)
  const known = useNamed(kind.by)
  if (value !== undefined && (!isTree(value) || Array.isArray(value))) return <Raw path={path} label={label} hint={hint} />
  const others = Object.keys(value ?? {}).filter((id) => !known.some((each) => each.value === id))
  return (
    <fieldset className="group">
      <legend>{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {mistake === undefined ? null : <p className="wrong">{mistake}</p>}
      <div className="by">{[...known, ...others.map((id) => ({ value: id, label: id }))].map((each) => <FieldOf key={each.value} path={[...path, each.value]} kind={kind.each} label={each.label} />)}</div>
    </fieldset>
  )
}

/** Settings that belong together. */
function Group({ path, label, hint, fields, name }: Asked & { fields: readonly Field[]; name: string }) {
  const { mistake } = useField(path)
  return (
    <fieldset className="group">
      <legend>{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {mistake === undefined ? null : <p className="wrong">{mistake}</p>}
      <Grid path={path} fields={fields} form={name} />
    </fieldset>
  )
}

/** A list of small entries, such as limits. */
function ListField({ path, label, hint, kind, name }: Asked & { kind: Extract<Kind, { as: 'list' }>; name: string }) {
  const { value, mistake } = useField(path)
  if (value !== undefined && !Array.isArray(value)) return <Raw path={path} label={label} hint={hint} />
  return (
    <fieldset className="group">
      <legend>{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {mistake === undefined ? null : <p className="wrong">{mistake}</p>}
      <Rows path={path} count={listOf(value).length} name={name} begin={kind.begin}>{(at) => <Grid path={at} fields={kind.fields} form={name} />}</Rows>
    </fieldset>
  )
}
