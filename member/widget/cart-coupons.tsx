import { useState } from 'preact/hooks'
import type { Coupon } from '#member/kit/shapes'
import type { Desk } from './desk.ts'
import { useAnswer } from './use-desk.ts'

/** So many of the own coupons are offered, those that end first: the member centre has all of them. */
const FEW = 5

type Choosing = { desk: Desk; coupons: readonly string[]; onCoupons: (coupons: readonly string[]) => void }

/** A code to enter, the own coupons to touch once somebody is about to, and what was chosen of both to take out again. Until then nothing of the page moves for them. */
export function CouponChoice({ desk, coupons, onCoupons }: Choosing) {
  const { say, session } = desk
  const [code, setCode] = useState('')
  const [isOpen, setOpen] = useState(false)
  const own = useAnswer(desk, (one) => (session.token() === null ? Promise.resolve([]) : ownCoupons(one))) ?? []
  const add = (told: string): void => {
    if (told !== '' && !coupons.includes(told)) onCoupons([...coupons, told])
  }
  const offered = own.filter((one) => !coupons.includes(one.code)).slice(0, FEW)
  return (
    <>
      <form onFocusIn={() => setOpen(true)} onSubmit={(event) => { event.preventDefault(); add(code.trim()); setCode('') }}>
        <label><span class="sr">{say('cart.coupon')}</span><input placeholder={say('cart.coupon')} value={code} onInput={(event) => setCode(event.currentTarget.value)} maxLength={200} /></label>
        <button class="button quiet" type="submit">{say('cart.apply')}</button>
        {coupons.map((one) => {
          const name = own.find((known) => known.code === one)?.name ?? one
          return <button key={one} class="chip" type="button" aria-label={`${say('cart.remove')} ${name}`} onClick={() => onCoupons(coupons.filter((other) => other !== one))}><bdi>{name}</bdi> ×</button>
        })}
      </form>
      {isOpen && offered.length > 0 && (
        <div class="own" role="group" aria-label={say('cart.own')}>
          <span class="muted">{say('cart.own')}</span>
          {offered.map((one) => <button key={one.code} class="chip" type="button" aria-label={`${say('cart.apply')} ${one.name}`} onClick={() => add(one.code)}>+ <bdi>{one.name}</bdi></button>)}
        </div>
      )}
    </>
  )
}

/** What can be used now by the store's clock, which a sandbox may set; the server leaves out what is over. */
async function ownCoupons({ ask, member }: Desk): Promise<Coupon[]> {
  const [known, { coupons }] = await Promise.all([member(), ask<{ coupons: Coupon[] }>('/coupons?member=me&status=issued&limit=200')])
  return coupons.filter(({ from }) => from === null || known === null || from <= known.at).sort((one, other) => endOf(one).localeCompare(endOf(other)))
}

/** Behind every time there is where it has no end. */
const endOf = ({ until }: Coupon): string => until ?? '~'
