import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Icon } from './icons.tsx'

/** A question or an answer in front of the page: from below on phones, in the middle on wide screens. Esc and a touch beside it close it; the focus goes back to where it was. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const { say } = useDesk()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const one = dialog.current
    const before = document.activeElement
    one?.showModal()
    return () => {
      one?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const cancel = (event: Event): void => {
    event.preventDefault()
    onClose()
  }
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby={heading} onCancel={cancel} onClick={(event) => event.target === dialog.current && onClose()}>
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id={heading} tabIndex={-1} autofocus>{title}</h2>
          <button type="button" class="round" aria-label={say('close')} onClick={onClose}><Icon name="close" /></button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
