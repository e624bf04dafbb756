import { useEffect, useRef, useState } from 'preact/hooks'
import type { Desk } from './desk.ts'
import { GuestPanel } from './guest-panel.tsx'
import { ListPanel, MemberPanel } from './member-panel.tsx'
import { useAnswer } from './use-desk.ts'

/** The button at the edge of the page, and the panel that it opens: for a guest why to join, for a member what they have. */
export function Launcher({ desk }: { desk: Desk }) {
  const [isOpen, setOpen] = useState(false)
  const member = useAnswer(desk, (one) => one.member())
  const panel = useRef<HTMLElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (isOpen) panel.current?.focus()
    else if (wasOpen.current) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const { say, shop } = desk
  if (!isOpen) {
    return (
      <button ref={button} class="open" type="button" aria-haspopup="dialog" onClick={() => setOpen(true)} aria-label={say('launcher.open', { name: shop.name })}>
        <Drop /> <bdi>{shop.name}</bdi>
      </button>
    )
  }
  const close = (): void => setOpen(false)
  return (
    <section ref={panel} class="panel" role="dialog" aria-label={shop.name} tabIndex={-1} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header>
        {shop.theme.logoUrl === null ? <h2><bdi>{shop.name}</bdi></h2> : <img src={shop.theme.logoUrl} alt={shop.name} />}
        <button class="close" type="button" aria-label={say('launcher.close')} onClick={close}>×</button>
      </header>
      <div class="body">{member === null ? <GuestPanel desk={desk} /> : shop.isMailingList ? <ListPanel desk={desk} /> : <MemberPanel desk={desk} member={member} />}</div>
    </section>
  )
}

function Drop() {
  return <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M12 2s7 8 7 13a7 7 0 0 1-14 0c0-5 7-13 7-13z" /></svg>
}
