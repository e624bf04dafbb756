import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useWords } from '#console/words/use-words.ts'
import { useUnsavedGuard } from './guard.ts'
import { Trouble } from './trouble.tsx'

type Asked = {
  title: string; onClose: () => void; isOpen: boolean; text?: string; children?: ReactNode; size?: 'md' | 'lg'
  /** What the button says, and does. */
  action: string; onAction: () => void; isBusy: boolean; error: unknown; isGrave?: boolean; isReady?: boolean
}

/** Asks before something is done, in words that say what; what goes wrong is told in the same place. Once something was typed, a press beside it closes it no more, and every other way out asks first. */
export function Ask({ title, onClose, isOpen, text, children, action, onAction, isBusy, error, isGrave = false, isReady = true, size = 'md' }: Asked) {
  const { say } = useWords()
  const [written, setWritten] = useState<'nothing' | 'typed' | 'sent'>('nothing')
  const isTyped = written === 'typed'
  const hasFailed = error !== null && error !== undefined
  useEffect(() => setWritten('nothing'), [isOpen])
  // What was sent and came back is still to be mended.
  useEffect(() => void (hasFailed && setWritten((before) => (before === 'sent' ? 'typed' : before))), [hasFailed])
  useUnsavedGuard(isOpen && isTyped)
  const close = (): void => {
    if (!isTyped || window.confirm(say('guard.close'))) onClose()
  }
  return (
    <Modal opened={isOpen} onClose={close} title={title} size={size} closeOnClickOutside={!isTyped} closeButtonProps={{ 'aria-label': say('ask.close') }}>
      <form onInput={() => setWritten('typed')} onSubmit={(event) => { event.preventDefault(); setWritten(isTyped ? 'sent' : 'nothing'); onAction() }}>
        <Stack gap="sm">
          {text === undefined ? null : <Text size="sm">{text}</Text>}
          {children}
          {hasFailed ? <Trouble error={error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>{say('ask.cancel')}</Button>
            <Button type="submit" loading={isBusy} disabled={!isReady} {...(isGrave ? { color: 'coral.7' } : {})}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
