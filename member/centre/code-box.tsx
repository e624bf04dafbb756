import { useRef } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Icon } from './icons.tsx'

/** A code to use elsewhere: copied by a touch, and selected where the browser does not let it be copied. */
export function CodeBox({ code }: { code: string }) {
  const { say, notify } = useDesk()
  const text = useRef<HTMLElement>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code)
      notify(say('code.copied', { code }))
    } catch {
      if (text.current !== null) window.getSelection()?.selectAllChildren(text.current)
      notify(say('code.selected'))
    }
  }
  return (
    <div class="code-box">
      <code ref={text} dir="ltr">{code}</code>
      <button type="button" class="button quiet" aria-label={say('code.copy_label', { code })} onClick={() => void copy()}><Icon name="copy" /> {say('code.copy')}</button>
    </div>
  )
}
