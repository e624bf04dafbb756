import { useState } from 'preact/hooks'
import { linesOf } from './address-format.ts'
import { AddressSheet } from './address-sheet.tsx'
import { useDesk } from './desk.ts'
import { Action, Asked, Card, Empty, Problem, Title } from './parts.tsx'
import { Sheet } from './sheet.tsx'
import type { Address, Addresses } from './shapes.ts'
import { useDoing } from './use-answer.ts'

/** Where a member's parcels go: one for shipping, and as many others as they like. */
export function AddressesPage() {
  const { say } = useDesk()
  return (
    <div class="page">
      <Title lead={say('address.lead')}>{say('title.addresses')}</Title>
      <Asked<Addresses> path="/members/me/addresses" of={say('wait.addresses')} lines={5}>{({ addresses }) => <List addresses={addresses} />}</Asked>
    </div>
  )
}

function List({ addresses }: { addresses: readonly Address[] }) {
  const { say } = useDesk()
  const [open, setOpen] = useState<Address | 'new' | null>(null)
  return (
    <>
      {addresses.length === 0 && <Empty icon="home" title={say('address.none')} text={say('address.none_text')} />}
      {addresses.map((one) => <One key={one.address} one={one} onEdit={() => setOpen(one)} />)}
      <p><button type="button" class="button" onClick={() => setOpen('new')}>{say('address.add')}</button></p>
      {open !== null && <AddressSheet known={open === 'new' ? null : open} first={addresses[0]?.country ?? null} onClose={() => setOpen(null)} />}
    </>
  )
}

function One({ one, onEdit }: { one: Address; onEdit: () => void }) {
  const { say, locale, ask, answers, notify } = useDesk()
  const path = `/members/me/addresses/${encodeURIComponent(one.address)}`
  const choose = useDoing(async () => {
    await ask(path, { method: 'PATCH', body: { isDefault: true } })
    answers.renew()
    notify(say('profile.saved'))
  })
  const remove = useDoing(async () => {
    await ask(path, { method: 'DELETE' })
    answers.renew()
    notify(say('address.removed'))
  })
  const [isAsking, setAsking] = useState(false)
  const [first = '', ...rest] = linesOf(one, locale)
  return (
    <Card>
      <address dir="auto"><strong>{first}</strong>{rest.map((line, place) => <span key={place} class="block">{line}</span>)}</address>
      <div class="row">{one.isDefault ? <span class="pill">{say('address.default')}</span> : <button type="button" class="link" onClick={() => void choose.run()}>{say('address.make_default')}</button>}
        <span class="actions inline"><button type="button" class="link" aria-label={`${say('address.edit')}: ${first}`} onClick={onEdit}>{say('address.edit')}</button><button type="button" class="link bad" aria-label={`${say('address.remove')}: ${first}`} onClick={() => setAsking(true)}>{say('address.remove')}</button></span></div>
      <Problem problem={choose.problem} />
      {isAsking && (
        <Sheet title={say('address.remove_title')} onClose={() => setAsking(false)}>
          <address dir="auto"><strong>{first}</strong>{rest.map((line, place) => <span key={place} class="block">{line}</span>)}</address>
          <Problem problem={remove.problem} />
          <div class="actions"><Action kind="danger" isBusy={remove.isBusy} busy={say('wait.doing')} onClick={() => void remove.run()}>{say('address.remove')}</Action><button type="button" class="button quiet" onClick={() => setAsking(false)}>{say('cancel')}</button></div>
        </Sheet>
      )}
    </Card>
  )
}
