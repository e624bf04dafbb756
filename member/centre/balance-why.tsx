import { useState } from 'preact/hooks'
import type { UnitSeen } from '#member/kit/unit'
import { useDesk } from './desk.ts'
import { entriesOf, eventsOf } from './history.ts'
import { EntryRow } from './history-list.tsx'
import { nameOfLot, termsOf, usableOf } from './lots.ts'
import { Shown } from './parts.tsx'
import type { Lots, Member } from './shapes.ts'
import { both, useAnswer } from './use-answer.ts'
import { usePostings } from './use-postings.ts'
import { useProgram, useUnits } from './use-program.ts'
import { Told, Why } from './why.tsx'

/** How many lots and events are shown before the reader asks for more. */
const [FEW_LOTS, FEW_EVENTS] = [8, 10]

/** "Why?" beside a balance: what it is made of, as a sum, and below it what came and went. `notes`: the rules that the unit is under. */
export function BalanceWhy({ unit, notes = [] }: { unit: string; notes?: readonly string[] }) {
  const { say } = useDesk()
  return <Why about={say('why.balance')} event={null} notes={notes}><Balance unit={unit} /><Story unit={unit} /></Why>
}

function Balance({ unit: id }: { unit: string }) {
  const { say } = useDesk()
  const unit = useUnits()(id)
  const member = useAnswer<Member>('/members/me')
  return (
    <Shown answer={both(member, useAnswer<Lots>('/members/me/lots'))} of={say('wait.lots')} lines={4}>
      {([{ units }, { lots }]) => <Sum lots={lots} id={id} unit={unit} of={units[id] ?? { available: 0, pending: 0, reserved: 0, debt: 0 }} />}
    </Shown>
  )
}

/** The number as a sum of what is left of lots, where nothing is owed; then each of them with where it came from and until when. */
function Sum({ lots, id, unit, of: { available, pending, reserved, debt } }: { lots: Lots['lots']; id: string; unit: UnitSeen; of: Member['units'][string] }) {
  const { say, format } = useDesk()
  const { value: program } = useProgram()
  const [isAll, setIsAll] = useState(false)
  const parts = usableOf(lots, id)
  const most = isAll ? parts.length : FEW_LOTS
  const terms = termsOf(parts, { debt, most })
  const shown = (n: number): string => format.bare(n, unit)
  const rest: readonly (readonly [string, number])[] = [['unit.reserved', reserved], ['home.pending', pending]]
  return (
    <>
      <p class="balance-sum" dir="ltr">{shown(available)}{terms.length > 0 && ` = ${terms.map((term) => (term === '…' ? term : shown(term))).join(' + ')}`}</p>
      {parts.length === 0 && debt === 0 && <p class="muted">{say('why.nothing')}</p>}
      <ul class="rows">
        {parts.slice(0, most).map(({ key, lot, points }) => (
          <li key={key} class="row"><span><bdi>{nameOfLot(program, lot, say)}</bdi> <small class="muted">{format.date(lot.earnedAt)}</small><small class="muted block">{lot.expiresOn === null ? say('lot.no_end') : say('lot.ends', { date: format.day(lot.expiresOn) })}</small></span><strong class="nowrap">{shown(points)}</strong></li>
        ))}
        {debt > 0 && <li class="row"><span>{say('home.debt')}<small class="muted block">{say('home.debt_note')}</small></span><strong class="nowrap minus">{format.signed(-debt, unit)}</strong></li>}
      </ul>
      {parts.length > most && <button type="button" class="link" onClick={() => setIsAll(true)}>{say('lot.more', { n: parts.length - most })}</button>}
      {rest.some(([, n]) => n > 0) && <p class="muted">{say('why.not_in_it')} {rest.filter(([, n]) => n > 0).map(([key, n]) => `${say(key)}: ${shown(n)}`).join(' · ')}</p>}
    </>
  )
}

/** What moved points, by what they came of, the newest first; the reasons of each are asked for when it is opened. */
function Story({ unit }: { unit: string }) {
  const { say } = useDesk()
  const [most, setMost] = useState(FEW_EVENTS)
  return (
    <Shown answer={usePostings()} of={say('wait.history')} lines={4}>
      {({ postings }) => {
        const events = eventsOf(entriesOf(postings), unit)
        if (events.length === 0) return null
        return (
          <>
            <h3>{say('history.title')}</h3>
            <ul class="rows">{events.slice(0, most).map((one) => <li key={one.key}><Event {...one} /></li>)}</ul>
            {most < events.length && <button type="button" class="link" onClick={() => setMost(most + FEW_EVENTS)}>{say('history.older', { n: events.length - most })}</button>}
          </>
        )
      }}
    </Shown>
  )
}

function Event({ event, entries }: ReturnType<typeof eventsOf>[number]) {
  const { say, format } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  const lines = entries.map((entry) => <EntryRow key={entry.key} entry={entry} isBare />)
  const date = <small class="muted">{format.date(entries[0]?.at ?? '')}</small>
  if (event === null) return <>{date}{lines}</>
  return (
    <>
      {date}{lines}
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}><summary class="muted">{say('why.why')}</summary>{isOpen && <Told event={event} />}</details>
    </>
  )
}
