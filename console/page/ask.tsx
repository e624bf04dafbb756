import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useWords } from '#console/words/use-words.ts'
import { Trouble } from './trouble.tsx'

type Asked = {
  title: string; onClose: () => void; isOpen: boolean; text?: string; children?: ReactNode; size?: 'md' | 'lg'
  /** What the button says, and does. */
  action: string; onAction: () => void; isBusy: boolean; error: unknown; isGrave?: boolean; isReady?: boolean
}

/** Asks before something is done, in words that say what; what goes wrong is told in the same place. Once something was typed, a press beside it closes it no more. */
export function Ask({ title, onClose, isOpen, text, children, action, onAction, isBusy, error, isGrave = false, isReady = true, size = 'md' }: Asked) {
  const { say } = useWords()
  const [isTyped, setTyped] = useState(false)
  useEffect(() => setTyped(false), [isOpen])
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size} closeOnClickOutside={!isTyped} closeButtonProps={{ 'aria-label': say('ask.close') }}>
      <form onInput={() => setTyped(true)} onSubmit={(event) => { event.preventDefault(); onAction() }}>
        <Stack gap="sm">
          {text === undefined ? null : <Text size="sm">{text}</Text>}
          {children}
          {error === null || error === undefined ? null : <Trouble error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{say('ask.cancel')}</Button>
            <Button type="submit" loading={isBusy} disabled={!isReady} {...(isGrave ? { color: 'coral.7' } : {})}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
