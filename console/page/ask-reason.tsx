import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '#console/words/use-words.ts'
import { Ask } from './ask.tsx'

type Asked = { title: string; text: string; action: string; hint?: string; onClose: () => void; onAction: (reason: string) => void; isBusy: boolean; error: unknown; isGrave?: boolean; isReady?: boolean; children?: ReactNode }

/** Asks why before something is done; the reason stays on record. */
export function AskReason({ onAction, hint, children, isReady = true, ...asked }: Asked) {
  const { say } = useWords()
  const [reason, setReason] = useState('')
  return (
    <Ask isOpen {...asked} onAction={() => onAction(reason.trim())} isReady={isReady && reason.trim() !== ''}>
      {children}
      <TextInput label={say('adjust.reason')} description={hint ?? say('bulk.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} data-autofocus />
    </Ask>
  )
}
