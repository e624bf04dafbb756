import { useState } from 'preact/hooks'
import { unitOf } from '#member/kit/unit'
import { useDesk } from './desk.ts'
import { Sheet } from './sheet.tsx'
import { deviceStorage } from './storage.ts'
import { useProgram } from './use-program.ts'

const STEPS = ['points', 'levels', 'rewards', 'why'] as const

/** What there is, step by step, on the first visit; before it, what joining brought. It can be left at any step, and does not come again. */
export function Tour() {
  const { say, place, welcome, onWelcomed } = useDesk()
  const hasToured = deviceStorage()?.getItem(`rockpool:toured:${place.handle}`) === 'yes'
  const [step, setStep] = useState(welcome === null ? 0 : -1)
  const [isOver, setIsOver] = useState(false)
  const end = (): void => {
    deviceStorage()?.setItem(`rockpool:toured:${place.handle}`, 'yes')
    onWelcomed()
    setIsOver(true)
  }
  if (isOver || (hasToured && welcome === null)) return null
  const name = STEPS[step]
  const isLast = step === STEPS.length - 1 || (hasToured && step === -1)
  return (
    <Sheet key={step} title={name === undefined ? say(welcome?.isNew === false ? 'welcome.claimed_title' : 'welcome.title') : say(`tour.${name}.title`)} onClose={end}>
      {name === undefined ? <Gifts /> : <p>{say(`tour.${name}.text`)}</p>}
      <p class="muted" aria-hidden="true">{STEPS.map((one, at) => <span key={one} class={`dot ${at === step ? 'here' : ''}`} />)}</p>
      {name !== undefined && <p class="sr">{say('tour.step', { step: step + 1, of: STEPS.length })}</p>}
      <div class="actions">
        <button type="button" class="button" onClick={() => (isLast ? end() : setStep(step + 1))}>{say(isLast ? 'tour.done' : 'tour.next')}</button>
        {!isLast && <button type="button" class="button quiet" onClick={end}>{say('tour.skip')}</button>}
      </div>
    </Sheet>
  )
}

/** What joining earned, at once. */
function Gifts() {
  const { say, format, welcome } = useDesk()
  const { value: program } = useProgram()
  if (welcome === null) return null
  return (
    <div class="gifts">
      {welcome.welcome.map(({ unit, points, pending }) => {
        const seen = unitOf(program, unit)
        return <p key={unit} class="gift"><strong>{format.signed(points, seen)}</strong> <span>{seen?.name ?? unit}</span>{pending > 0 && <small class="muted">{format.told('welcome.pending', seen, { n: pending })}</small>}</p>
      })}
      {welcome.claimed && <p>{say('welcome.claimed')}</p>}
      {welcome.welcome.length === 0 && !welcome.claimed && <p>{say('welcome.none')}</p>}
    </div>
  )
}
