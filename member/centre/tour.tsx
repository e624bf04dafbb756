import { useRef, useState } from 'preact/hooks'
import { unitOf } from '#member/kit/unit'
import { CodeBox } from './code-box.tsx'
import { useDesk } from './desk.ts'
import { Consenting } from './join-form.tsx'
import { joiningOf } from './joining.ts'
import { Action, Problem, Skeleton } from './parts.tsx'
import type { Member } from './shapes.ts'
import { Sheet } from './sheet.tsx'
import { deviceStorage } from './storage.ts'
import { useAnswer, useDoing } from './use-answer.ts'
import { useProgram } from './use-program.ts'

const STEPS = ['points', 'levels', 'rewards', 'why'] as const

/** What there is, step by step, on the first visit; before it, what joining brought. It can be left at any step, and does not come again. */
export function Tour() {
  const { say, place, welcome, onWelcomed } = useDesk()
  const hasToured = deviceStorage()?.getItem(`rockpool:toured:${place.handle}`) === 'yes'
  const [step, setStep] = useState(welcome === null ? 0 : welcome.asksConsents ? -2 : -1)
  const [isOver, setIsOver] = useState(false)
  const end = (): void => {
    deviceStorage()?.setItem(`rockpool:toured:${place.handle}`, 'yes')
    onWelcomed()
    setIsOver(true)
  }
  if (isOver || (hasToured && welcome === null)) return null
  if (step === -2) return <Sheet title={say('welcome.consents')} onClose={() => setStep(-1)}><AskConsents onDone={() => setStep(-1)} /></Sheet>
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

/** What whoever joins is asked in the form of joining, of those who came another way. */
function AskConsents({ onDone }: { onDone: () => void }) {
  const desk = useDesk()
  const { say, ask, locale } = desk
  const form = useRef<HTMLFormElement>(null)
  const tell = useDoing(async () => {
    if (form.current === null) return
    await ask('/members/me/consents', { method: 'POST', body: { consents: joiningOf(new FormData(form.current)).consents, locale } })
    onDone()
  })
  return (
    <form ref={form} class="form" onSubmit={(event) => { event.preventDefault(); void tell.run() }}>
      <Consenting desk={desk} />
      <Problem problem={tell.problem} />
      <Action type="submit" isBusy={tell.isBusy} busy={say('wait.saving')}>{say('tour.next')}</Action>
    </form>
  )
}

/** What joining earned, at once. */
function Gifts() {
  const { say, format, welcome } = useDesk()
  const { value: program, problem } = useProgram()
  const { value: member } = useAnswer<Member>('/members/me')
  if (welcome === null) return null
  if (program === null && problem === null) return <Skeleton of={say('wait.guide')} />
  return (
    <div class="gifts">
      {welcome.welcome.map(({ unit, points, pending }) => {
        const seen = unitOf(program, unit)
        return <p key={unit} class="gift"><strong>{format.signed(points, seen)}</strong> <span>{seen?.name ?? unit}</span>{pending > 0 && <small class="muted">{format.told('welcome.pending', seen, { n: pending })}</small>}</p>
      })}
      {welcome.coupons.map(({ code, name, until }) => (
        <div key={code} class="gift coupon">
          <strong><bdi>{name}</bdi></strong>
          <CodeBox code={code} />
          <small class="muted">{until === null ? say('coupon.no_end') : member !== null && format.ends(until, member.zone)}</small>
        </div>
      ))}
      {welcome.coupons.length > 0 && <p class="muted">{say('welcome.coupon', { n: welcome.coupons.length })}</p>}
      {welcome.claimed && <p>{say('welcome.claimed')}</p>}
      {welcome.welcome.length + welcome.coupons.length === 0 && !welcome.claimed && <p>{say('welcome.none')}</p>}
    </div>
  )
}
