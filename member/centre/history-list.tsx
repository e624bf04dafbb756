import { useState } from 'preact/hooks'
import { unitOf } from '#member/kit/unit'
import { useDesk, type Desk } from './desk.ts'
import { daysOf, entriesOf, type Entry } from './history.ts'
import { nameOfRule } from './lots.ts'
import { Empty, Shown } from './parts.tsx'
import type { Member } from './shapes.ts'
import { useAnswer } from './use-answer.ts'
import { usePostings } from './use-postings.ts'
import { Why } from './why.tsx'
import { useProgram } from './use-program.ts'

/** How many lines are shown at once. */
const FEW = 30

/** Everything that came and went, day by day, the newest first. */
export function History() {
  const { say } = useDesk()
  return <Shown answer={usePostings()} of={say('wait.history')} lines={8}>{({ postings }) => <Days entries={entriesOf(postings)} />}</Shown>
}

function Days({ entries }: { entries: readonly Entry[] }) {
  const { say, format } = useDesk()
  const [shown, setShown] = useState(FEW)
  if (entries.length === 0) return <Empty icon="points" title={say('history.none')} text={say('history.none_text')} page="earn" action={say('title.earn')} />
  return (
    <>
      {daysOf(entries.slice(0, shown), format.date).map(({ day, entries: list }) => (
        <section key={day} class="day"><h3>{day}</h3><ul class="rows">{list.map((entry) => <li key={entry.key}><EntryRow entry={entry} /></li>)}</ul></section>
      ))}
      {shown < entries.length && <button type="button" class="button quiet" onClick={() => setShown(shown + FEW)}>{say('history.older', { n: entries.length - shown })}</button>}
    </>
  )
}

/** One line of the history: what happened, how many, and why. `isBare`: where why is told beside, and it is plain of which unit it is. */
export function EntryRow({ entry, isBare = false }: { entry: Entry; isBare?: boolean }) {
  const desk = useDesk()
  const { say, format } = desk
  const { value: program } = useProgram()
  const { value: member } = useAnswer<Member>('/members/me')
  const { reason, orderId, rule, isWaiting, usable, waiting, unit } = entry
  const of = orderId !== null ? say('lot.of_order', { order: orderId }) : (rule === null ? null : nameOfRule(program, rule))
  const seen = unitOf(program, unit)
  // What becomes usable is told as that; everything else by what it adds up to.
  const change = reason === 'activate' ? usable : usable + waiting
  return (
    <div class="row entry">
      <span>
        {say(`reason.${reason}`)}{of !== null && <small class="muted"> <bdi>{of}</bdi></small>}
        {isWaiting && <span class="pill">{say('lot.pending')}</span>}
        {!isBare && program !== null && program.units.length > 1 && <small class="muted"> · <bdi>{seen?.name ?? unit}</bdi></small>}
      </span>
      <span class="nowrap"><strong class={reason === 'activate' ? '' : change > 0 ? 'plus' : 'minus'}>{reason === 'activate' ? format.bare(change, seen) : format.signed(change, seen)}</strong>{!isBare && <> <Why about={say(`reason.${reason}`)} event={entry.event} notes={notesOf(desk, entry, member?.zone)} /></>}</span>
    </div>
  )
}

/** What time alone did has no event of its own: a sentence of ours says so, and the event that made the points says where they came from. */
function notesOf({ say, format }: Desk, { isByTime, reason, at }: Entry, zone: string | undefined): string[] {
  if (!isByTime || zone === undefined) return []
  return [reason === 'expire' ? say('why.expired', { date: format.lastDayOf(at, zone) }) : say('why.activated', { date: format.dayOf(at, zone) })]
}
