import type { ComponentChildren } from 'preact'
import { ApiProblem } from '#member/kit/api'
import { isolated } from '#member/kit/isolate'
import type { Say } from '#member/kit/text'
import type { Answer } from './answers.ts'
import { useDesk } from './desk.ts'
import { Icon, type IconName } from './icons.tsx'
import type { Page } from './route.ts'
import { useAnswer } from './use-answer.ts'

/** The heading of a page: where the reader is, also for screen readers after a change of page. */
export function Title({ children, lead }: { children: ComponentChildren; lead?: string | undefined }) {
  return <header class="title"><h1 id="title" tabIndex={-1}>{children}</h1>{lead !== undefined && <p class="lead">{lead}</p>}</header>
}

/** A part of a page with its own heading. */
export function Card({ title, action, children, kind = '' }: { title?: string; action?: ComponentChildren; children: ComponentChildren; kind?: string }) {
  return (
    <section class={`card ${kind}`}>
      {title !== undefined && <div class="card-head"><h2>{title}</h2>{action}</div>}
      {children}
    </section>
  )
}

/** What the server says in the reader's language: names in it that run the other way keep their order. */
export function Sentence({ children }: { children: string }) {
  return <>{isolated(children, useDesk().locale)}</>
}

/** What stands where an answer will: so many lines, and for screen readers what is waited for. */
export function Skeleton({ lines = 3, of }: { lines?: number; of: string }) {
  return <div class="skeleton" role="status"><span class="sr">{of}</span>{Array.from({ length: lines }, (_, line) => <i key={line} />)}</div>
}

/** What went wrong, in the words of the server where it has any. */
export function Problem({ problem }: { problem: ApiProblem | null }) {
  const { say } = useDesk()
  if (problem === null) return null
  return <p class="problem" role="alert">{problemText(problem, say)}</p>
}

/** Our own words for what shoppers meet, in all of their languages; the server's for the rest. */
function problemText({ status, code, details, message }: ApiProblem, say: Say): string {
  if (status === 0 || code === 'unreachable') return say('problem.offline')
  if (status >= 500 || message === '') return say('problem.ours')
  const key = `refused.${(code === 'http.no_key' ? 'http.no_session' : code).replaceAll('.', '_')}`
  const values = Object.fromEntries(Object.entries(details).filter((one): one is [string, string | number] => ['string', 'number'].includes(typeof one[1])))
  return say(key, values, message)
}

/** What is shown of an answer: itself once it is there, what is waited for until then (in a card of this title, where it will be one), what went wrong and a way to try again else. */
export function Shown<T>({ answer, of, lines = 3, card, children }: { answer: Answer<T>; of: string; lines?: number; card?: string; children: (value: T) => ComponentChildren }) {
  const { say, answers } = useDesk()
  if (answer.value !== null) return <>{children(answer.value)}</>
  if (answer.problem === null) return card === undefined ? <Skeleton lines={lines} of={of} /> : <Card title={card}><Skeleton lines={lines} of={of} /></Card>
  return <div class="failed"><Problem problem={answer.problem} /><button type="button" class="button quiet" onClick={() => answers.renew()}>{say('problem.again')}</button></div>
}

/** What stands in the place of a page whose pieces could not be had. */
export function Unreached() {
  const { say, shop } = useDesk()
  return <div class="page narrow"><Title>{shop.name}</Title><div class="failed"><Problem problem={new ApiProblem(0)} /><button type="button" class="button quiet" onClick={() => window.location.reload()}>{say('problem.again')}</button></div></div>
}

/** An answer of the API, shown. */
export function Asked<T>({ path, list, ...shown }: { path: string; list?: string; of: string; lines?: number; children: (value: T) => ComponentChildren }) {
  const answer = useAnswer<T>(path, list)
  return <Shown answer={answer} {...shown} />
}

/** What a page says where there is nothing yet: what would be there, and how it comes there. */
export function Empty({ icon, title, text, page, action }: { icon: IconName; title: string; text: string; page?: Page; action?: string }) {
  const { linkTo } = useDesk()
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="empty-title">{title}</p>
      <p class="muted">{text}</p>
      {page !== undefined && action !== undefined && <a class="button quiet" href={linkTo(page)}>{action}</a>}
    </div>
  )
}

/** A page that says one thing alone. */
export function Notice({ title, text, action }: { title: string; text: string; action?: ComponentChildren }) {
  return <div class="page narrow"><Title lead={text}>{title}</Title>{action !== undefined && <p class="center">{action}</p>}</div>
}

/** A button that says what it is doing, and cannot be pressed twice. */
export function Action({ isBusy, children, busy, kind = '', ...rest }: { isBusy: boolean; children: ComponentChildren; busy: string; kind?: string; type?: 'submit' | 'button'; onClick?: () => void; disabled?: boolean }) {
  const { type = 'button', disabled = false, onClick } = rest
  return <button type={type} class={`button ${kind}`} aria-disabled={isBusy || disabled} disabled={disabled} onClick={isBusy ? undefined : onClick}>{isBusy ? busy : children}</button>
}
