import { useRef, useState } from 'preact/hooks'
import { PARTS, partsOf, type Part } from './address-format.ts'
import { countriesIn } from './countries.ts'
import { useDesk } from './desk.ts'
import { Action, Problem } from './parts.tsx'
import { Sheet } from './sheet.tsx'
import type { Address } from './shapes.ts'
import { useDoing } from './use-answer.ts'

/** What browsers call the parts, so that they fill them in. */
const FILLED: Readonly<Record<Part, string>> = { name: 'name', lines: 'street-address', region: 'address-level1', city: 'address-level2', postcode: 'postal-code' }
const MOST_LINES = 4

/** Writes an address: the country first, and then what addresses there have, in the order of that country. */
export function AddressSheet({ known, first, onClose }: { known: Address | null; first: string | null; onClose: () => void }) {
  const { say, ask, answers, locale, notify } = useDesk()
  const form = useRef<HTMLFormElement>(null)
  const [country, setCountry] = useState(known?.country ?? first ?? '')
  const save = useDoing(async () => {
    if (form.current === null) return
    const said = new FormData(form.current)
    const text = (part: string): string => String(said.get(part) ?? '').trim()
    const lines = text('lines').split('\n').map((line) => line.trim()).filter((line) => line !== '')
    const body = { country, lines: [...lines.slice(0, MOST_LINES - 1), ...(lines.length >= MOST_LINES ? [lines.slice(MOST_LINES - 1).join(', ')] : [])], ...Object.fromEntries(PARTS.filter((part) => part !== 'lines').map((part) => [part, text(part) || null])), ...(said.has('default') ? { isDefault: true } : {}) }
    await ask(`/members/me/addresses${known === null ? '' : `/${encodeURIComponent(known.address)}`}`, { method: known === null ? 'POST' : 'PATCH', body })
    answers.renew()
    notify(say('profile.saved'))
    onClose()
  })
  return (
    <Sheet title={say(known === null ? 'address.add' : 'address.edit')} onClose={onClose}>
      <form ref={form} class="form" onSubmit={(event) => { event.preventDefault(); void save.run() }}>
        <label>{say('field.country')}
          <select name="country" autoComplete="country" required value={country} onChange={(event) => setCountry(event.currentTarget.value)}><option value="" />{countriesIn(locale).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select>
        </label>
        {country !== '' && partsOf(country).map((part) => <Field key={part} part={part} known={known} />)}
        {known?.isDefault !== true && <label class="tick"><input type="checkbox" name="default" /><span>{say('address.use_default')}</span></label>}
        <Problem problem={save.problem} />
        <div class="actions"><Action type="submit" isBusy={save.isBusy} busy={say('wait.saving')}>{say('profile.save')}</Action><button type="button" class="button quiet" onClick={onClose}>{say('cancel')}</button></div>
      </form>
    </Sheet>
  )
}

function Field({ part, known }: { part: Part; known: Address | null }) {
  const { say } = useDesk()
  if (part === 'lines') return <label>{say('address.lines')}<textarea name={part} rows={2} required maxLength={600} autoComplete={FILLED[part]} dir="auto" defaultValue={known?.lines.join('\n') ?? ''} /></label>
  return <label>{say(`address.${part}`)} {part === 'region' && <small class="muted">{say('field.optional')}</small>}<input name={part} autoComplete={FILLED[part]} maxLength={part === 'postcode' ? 20 : 200} {...(part === 'postcode' ? { pattern: '[A-Za-z0-9][A-Za-z0-9 \\-]*' } : {})} dir="auto" defaultValue={known?.[part] ?? ''} /></label>
}
