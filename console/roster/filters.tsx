import { Button, Drawer, Group, MultiSelect, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RosterFilter } from '#sdk/index'
import { useManagerChoices } from '#console/members/manager.tsx'
import { countedLevels, nameOf, useDocument } from '#console/program/use-document.ts'
import { LAST_DAY } from '#console/words/days.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { dayOfEnd, dayOfStart, endOfDay, startOfDay } from './days.ts'
import { filterOf, type RosterSearch } from './roster-search.ts'
import { useRosterSearch } from './use-roster-search.ts'

type Fields = { draft: RosterFilter; set: (change: { [name in keyof RosterFilter]?: RosterFilter[name] | undefined }) => void }

/** Which members are listed: all that is filled in must be so. Nothing changes before it is applied. */
export function Filters({ onClose }: { onClose: () => void }) {
  const { say } = useWords()
  const { search, go } = useRosterSearch()
  const [draft, setDraft] = useState<RosterFilter>(filterOf(search))
  const fields: Fields = { draft, set: (change) => setDraft(Object.fromEntries(Object.entries({ ...draft, ...change }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))) as RosterFilter) }
  const apply = (filter: RosterFilter): void => {
    const { sort, columns, view } = search
    const kept: RosterSearch = { ...(sort === undefined ? {} : { sort }), ...(columns === undefined ? {} : { columns }), ...(view === undefined ? {} : { view }) }
    go({ ...filter, ...kept })
    onClose()
  }
  return (
    <Drawer opened onClose={onClose} title={say('roster.filter_title')} closeButtonProps={{ 'aria-label': say('ask.close') }}>
      <form onSubmit={(event) => { event.preventDefault(); apply(draft) }}>
        <Stack gap="sm">
          <Who {...fields} />
          <When {...fields} />
          <Amounts {...fields} />
          <Group justify="flex-end" gap="xs"><Button variant="default" onClick={() => apply({})}>{say('roster.clear')}</Button><Button type="submit">{say('roster.apply')}</Button></Group>
        </Stack>
      </form>
    </Drawer>
  )
}

function Who({ draft, set }: Fields) {
  const { say, language } = useWords()
  const document = useDocument()
  const levels = countedLevels(document, language, say('level.none'))
  const markets = (document?.markets ?? []).map(({ id, name }) => ({ value: id, label: nameOf(name, language) ?? id }))
  const truth = (name: 'hasDebt' | 'hasEmail' | 'isTest') => (
    <Select label={say(`roster.field.${name}`)} value={draft[name] === undefined ? 'any' : String(draft[name])} onChange={(value) => set({ [name]: value === 'any' || value === null ? undefined : value === 'true' })} data={['any', 'true', 'false'].map((value) => ({ value, label: say(`roster.truth.${value}`) }))} />
  )
  return (
    <>
      <Select label={say('members.kind')} value={draft.kind ?? 'all'} onChange={(value) => set({ kind: value === 'person' || value === 'company' ? value : undefined })} data={['all', 'person', 'company'].map((value) => ({ value, label: say(`members.kinds.${value}`) }))} data-autofocus />
      <Select label={say('roster.field.manager')} value={draft.manager ?? null} onChange={(manager) => set({ manager: manager ?? undefined })} data={[{ value: 'me', label: say('roster.mine') }, ...useManagerChoices()]} searchable clearable clearButtonProps={{ 'aria-label': say('roster.clear') }} />
      <TagsInput label={say('roster.field.tag')} description={say('roster.tag_hint')} value={draft.tag ?? []} onChange={(tag) => set({ tag })} maxTags={20} acceptValueOnBlur />
      {levels.length === 0 ? null : <MultiSelect label={say('roster.field.level')} value={draft.level ?? []} onChange={(level) => set({ level })} data={levels} />}
      {markets.length === 0 ? <TagsInput label={say('roster.field.market')} value={draft.market ?? []} onChange={(market) => set({ market })} maxTags={20} acceptValueOnBlur /> : <MultiSelect searchable label={say('roster.field.market')} value={draft.market ?? []} onChange={(market) => set({ market })} data={markets} />}
      <TagsInput label={say('roster.field.region')} description={say('roster.region_hint')} value={draft.region ?? []} onChange={(region) => set({ region })} maxTags={20} acceptValueOnBlur />
      <TagsInput label={say('roster.field.source')} description={say('roster.source_hint')} value={draft.source ?? []} onChange={(source) => set({ source })} maxTags={20} acceptValueOnBlur />
      <Group grow align="flex-start">{truth('hasDebt')}{truth('hasEmail')}{truth('isTest')}</Group>
    </>
  )
}

function When({ draft, set }: Fields) {
  const { say } = useWords()
  const from = (name: 'joinedFrom' | 'activeFrom') => <TextInput type="date" max={LAST_DAY} label={say(`roster.field.${name}`)} value={draft[name] === undefined ? '' : dayOfStart(draft[name])} onChange={({ currentTarget: { value } }) => set({ [name]: value === '' ? undefined : startOfDay(value) })} />
  const to = (name: 'joinedTo' | 'activeTo') => <TextInput type="date" max={LAST_DAY} label={say(`roster.field.${name}`)} value={draft[name] === undefined ? '' : dayOfEnd(draft[name])} onChange={({ currentTarget: { value } }) => set({ [name]: value === '' ? undefined : endOfDay(value) })} />
  return (
    <>
      <Group grow align="flex-start">{from('joinedFrom')}{to('joinedTo')}</Group>
      <Group grow align="flex-start">{from('activeFrom')}{to('activeTo')}</Group>
      <Text size="xs" c="dimmed">{say('roster.days_of', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
    </>
  )
}

function Amounts({ draft, set }: Fields) {
  const { say, decimals } = useWords()
  const currency = useDocument()?.currency
  const units = useUnits()
  const counted = units.currency(units.main)
  const places = counted === undefined ? 0 : decimals(counted)
  const field = (name: 'balanceFrom' | 'balanceTo' | 'spendFrom' | 'spendTo', digits: number) => (
    <NumberInput label={say(`roster.field.${name}`, { currency: currency ?? '' })} value={draft[name] === undefined ? '' : draft[name] / 10 ** digits} onChange={(value) => set({ [name]: typeof value === 'number' ? Math.round(value * 10 ** digits) : undefined })} decimalScale={digits} hideControls />
  )
  return (
    <>
      <Group grow align="flex-start">{field('balanceFrom', places)}{field('balanceTo', places)}</Group>
      {currency === undefined ? null : <Group grow align="flex-start">{field('spendFrom', decimals(currency))}{field('spendTo', decimals(currency))}</Group>}
    </>
  )
}
