import { useRef } from 'preact/hooks'
import { tabStorage } from '#member/kit/session'
import { countriesIn } from './countries.ts'
import { useDesk, type Desk } from './desk.ts'
import { joiningOf, newJoining, type Joining } from './joining.ts'
import { Action, Problem } from './parts.tsx'
import { keepSource } from './source.ts'
import { useDoing } from './use-answer.ts'

/** Who joins: no more is asked than the shop needs to know. Of a list of mails nobody must sign in to be on it. */
export function JoinForm({ onSent }: { onSent: (email: string, joining: Joining) => void }) {
  const desk = useDesk()
  const { say, ask, locale, shop } = desk
  const form = useRef<HTMLFormElement>(null)
  const send = useDoing(async () => {
    if (form.current === null) return
    const said = new FormData(form.current)
    const email = String(said.get('email') ?? '').trim()
    const joining = joiningOf(said)
    if (shop.isMailingList) await ask('/subscriptions', { method: 'POST', body: { ...newJoining({ locale, source: keepSource({}, tabStorage()) }), ...joining, email } })
    else await ask('/codes', { method: 'POST', body: { email, purpose: 'sign_in', locale } })
    onSent(email, joining)
  })
  return (
    <form ref={form} class="form" onSubmit={(event) => { event.preventDefault(); void send.run() }}>
      <label>{say('field.email')}<input type="email" name="email" autoComplete="email" inputMode="email" required maxLength={300} dir="ltr" /></label>
      <label>{say('field.name')} <small class="muted">{say('field.optional')}</small><input name="name" autoComplete="name" maxLength={200} /></label>
      <Age desk={desk} />
      <Consenting desk={desk} />
      <Problem problem={send.problem} />
      <Action type="submit" isBusy={send.isBusy} busy={say('sign_in.sending')}>{say('join.send')}</Action>
      {!shop.isMailingList && <small class="muted">{say('join.code_note')}</small>}
    </form>
  )
}

/** A date of birth, which must be told where the shop asks for an age; and the country, where that depends on it. */
export function Age({ desk: { say, locale, shop } }: { desk: Desk }) {
  const asksCountry = Object.keys(shop.ageGate.byCountry).length > 0
  const asksAge = shop.ageGate.minimum !== null || asksCountry
  return (
    <>
      {asksCountry && <label>{say('field.country')}<select name="country" autoComplete="country" required><option value="" />{countriesIn(locale).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select></label>}
      {(asksAge || !shop.isMailingList) && <label>{say('field.birthday')} <small class="muted">{say(asksAge ? 'join.why_age' : 'join.why_birthday')}</small><input type="date" name="birthday" autoComplete="bday" min="1900-01-01" max={new Date().toISOString().slice(0, 10)} required={asksAge} /></label>}
    </>
  )
}

/** What is consented to: nothing is ticked beforehand, and mails are never a condition of joining, but of a list of mails itself. */
export function Consenting({ desk: { say, shop } }: { desk: Desk }) {
  return (
    <fieldset>
      <legend class="sr">{say('join.consents')}</legend>
      <input type="hidden" name="asks_marketing" value="yes" />
      <label class="tick"><input type="checkbox" name="marketing" required={shop.isMailingList} /><span>{say('join.marketing', { shop: shop.name })}</span></label>
      {shop.links.terms !== null && (
        <label class="tick"><input type="checkbox" name="terms" required /><span>{say('join.terms')} <a href={shop.links.terms} target="_blank" rel="noopener">{say('nav.terms')}</a>{shop.links.privacy !== null && <> · <a href={shop.links.privacy} target="_blank" rel="noopener">{say('nav.privacy')}</a></>}</span></label>
      )}
    </fieldset>
  )
}
