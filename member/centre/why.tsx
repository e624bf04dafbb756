import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Asked, Sentence } from './parts.tsx'
import type { Explanation } from './shapes.ts'
import { Sheet } from './sheet.tsx'

/** A question mark beside a number: `about` says which, `event` what it came of (the whole story without), `notes` what is known of it without asking. */
export type WhyProps = { about: string; event?: string | null; notes?: readonly string[] }

/** "Why?" beside a number; what it was worked out from opens in front of the page, in the reader's language. */
export function Why(props: WhyProps) {
  const { say } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" class="why" aria-label={say('why.label', { about: props.about })} onClick={() => setIsOpen(true)}>{say('why.why')}</button>
      {isOpen && <Sheet title={props.about} onClose={() => setIsOpen(false)}><Reasons {...props} /></Sheet>}
    </>
  )
}

function Reasons({ event, notes = [] }: WhyProps) {
  const { say } = useDesk()
  return (
    <div class="reasons">
      {notes.map((note) => <p key={note}><Sentence>{note}</Sentence></p>)}
      {event !== null && (
        <Asked<Explanation> path={`/members/me/explanations${event === undefined ? '' : `?event=${encodeURIComponent(event)}`}`} of={say('why.wait')} lines={4}>
          {({ sentences }) => (sentences.length === 0 ? <p class="muted">{say('why.nothing')}</p> : <ol class="sentences">{newest(sentences, event).map((sentence, place) => <li key={place}><Sentence>{sentence}</Sentence></li>)}</ol>)}
        </Asked>
      )}
    </div>
  )
}

/** The whole story is read from its end; one event from its beginning. */
function newest(sentences: readonly string[], event: string | undefined): readonly string[] {
  return event === undefined ? [...sentences].reverse().slice(0, 40) : sentences
}
