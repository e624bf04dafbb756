import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Empty } from '#console/page/empty.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { EditPart } from '#console/program/edit-part.tsx'
import { levelName, nameOf, trackName, useCoded, useDocument } from '#console/program/use-document.ts'
import { endOf, LAST_DAY } from '#console/words/days.ts'
import { pointsIn } from '#console/words/points-in.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import type { Deed, Told } from './deeds.ts'

type Fields = { told: Told; onTell: (told: Told) => void }

/** What each deed needs to be told. */
export function DeedFields({ deed, ...fields }: Fields & { deed: Deed }) {
  if (deed === 'tag' || deed === 'untag') return <Tags {...fields} />
  if (deed === 'adjust') return <Points {...fields} />
  if (deed === 'coupon') return <Coupon {...fields} />
  return deed === 'tier' ? <Level {...fields} /> : null
}

function Tags({ told, onTell }: Fields) {
  const { say } = useWords()
  return <TagsInput label={say('roster.field.tag')} description={say('roster.tag_hint')} value={told.tags ?? []} onChange={(tags) => onTell({ ...told, tags })} maxTags={20} acceptValueOnBlur data-autofocus />
}

function Points({ told, onTell }: Fields) {
  const { say, decimals } = useWords()
  const units = useUnits()
  const [typed, setTyped] = useState('')
  const currency = units.currency(units.main)
  const change = (value: string): void => {
    const { points: _points, ...rest } = told
    const points = pointsIn(value, currency)
    setTyped(value)
    onTell(points === null ? rest : { ...rest, points })
  }
  if (units.known === 'reading') return <Waiting what={say('waiting.program')} />
  return <NumberInput label={currency === undefined ? say('bulk.points') : say('bulk.amount', { currency })} description={say(units.known === 'hidden' ? 'adjust.hidden_hint' : currency === undefined ? 'adjust.points_hint' : 'adjust.amount_hint')} value={typed} onChange={(value) => change(String(value))} allowDecimal={currency !== undefined} decimalScale={currency === undefined ? 0 : decimals(currency)} hideControls data-autofocus />
}

function Coupon({ told, onTell }: Fields) {
  const { say, language } = useWords()
  const coupons = useCoded({ isOwn: true })
  if (coupons.length === 0) return <Empty text={say('coupon.none_own')}><EditPart part="discounts" isSmall /></Empty>
  return (
    <>
      <Select label={say('coupon.discount')} value={told.discount ?? null} onChange={(discount) => onTell({ ...told, ...(discount === null ? {} : { discount }) })} data={coupons.map(({ id: value, name }) => ({ value, label: nameOf(name, language) ?? value }))} data-autofocus />
      <Until told={told} onTell={onTell} label={say('coupon.until')} hint={say('coupon.until_hint')} />
    </>
  )
}

function Level({ told, onTell }: Fields) {
  const { say, language } = useWords()
  const document = useDocument()
  const tracks = document?.tracks ?? []
  const track = told.track ?? tracks[0]?.id ?? ''
  const levels = tracks.find(({ id }) => id === track)?.levels ?? []
  const { level: _level, ...rest } = told
  return (
    <>
      {tracks.length > 1 ? <Select label={say('level.track')} value={track} onChange={(value) => onTell({ ...rest, track: value ?? track })} data={tracks.map(({ id: value }) => ({ value, label: trackName(document, value, language) }))} /> : null}
      <Select label={say('level.level')} value={told.level ?? null} onChange={(level) => onTell({ ...rest, track, ...(level === null ? {} : { level }) })} data={levels.map(({ id: value }) => ({ value, label: levelName(document, track, { level: value, language }) ?? value }))} data-autofocus />
      <Until told={told} onTell={onTell} label={say('level.last_day')} />
    </>
  )
}

/** A last day, which is wholly in: one instant for all, so that it is a day of the program. */
function Until({ told, onTell, label, hint }: Fields & { label: string; hint?: string }) {
  const { say } = useWords()
  const { zone = 'UTC' } = useDocument() ?? {}
  const change = (day: string): void => {
    const { until: _until, ...rest } = told
    onTell(day === '' ? rest : { ...rest, until: endOf(day, zone) })
  }
  return <TextInput type="date" max={LAST_DAY} label={label} description={[hint, say('level.whole_day', { zone })].filter((each) => each !== undefined).join(' ')} defaultValue="" onChange={({ currentTarget: { value } }) => change(value)} />
}
