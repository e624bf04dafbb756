import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Asked, Sentence } from './parts.tsx'
import type { Explanation } from './shapes.ts'
import { Sheet } from './sheet.tsx'

/** A question mark beside a number: `about` says which, `event` what it came of, `notes` what is known of it without asking, `children` what else tells it, first of all. */
export type WhyProps = { about: string; event: string | null; notes?: readonly string[]; children?: ComponentChildren }

/** "Why?" beside a number; what it was worked out from opens in front of the page, in the reader's language. */
export function Why({ about, event, notes = [], children }: WhyProps) {
  const { say } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" class="why" aria-label={say('why.label', { about })} onClick={() => setIsOpen(true)}>{say('why.why')}</button>
      {isOpen && (
        <Sheet title={about} onClose={() => setIsOpen(false)}>
          <div class="reasons">
            {children}
            {notes.map((note) => <p key={note}><Sentence>{note}</Sentence></p>)}
            {event !== null && <Told event={event} />}
          </div>
        </Sheet>
      )}
    </>
  )
}

/** What one event did and why, sentence by sentence as the server tells it. */
export function Told({ event }: { event: string }) {
  const { say } = useDesk()
  return (
    <Asked<Explanation> path={`/members/me/explanations?event=${encodeURIComponent(event)}`} of={say('why.wait')} lines={4}>
      {({ sentences }) => (sentences.length === 0 ? <p class="muted">{say('why.nothing')}</p> : <ol class="sentences">{sentences.map((sentence, place) => <li key={place}><Sentence>{sentence}</Sentence></li>)}</ol>)}
    </Asked>
  )
}
