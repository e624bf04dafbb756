import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useWords } from '#console/words/use-words.ts'
import { RockpoolError } from '#sdk/index'

/** So long one can think better of it. */
const OPEN_MS = 12_000

/** Says that something was done, with a way to have it as it was; also where that could not be. */
export function useToldWithUndo(): (message: string, undo: () => Promise<unknown>) => void {
  const { say } = useWords()
  const closeButtonProps = { 'aria-label': say('ask.close') }
  const tell = (message: string): void => void notifications.show({ color: 'kelp', message, closeButtonProps })
  const fail = (error: unknown): void => void notifications.show({ color: 'coral', title: say('undo.failed'), message: error instanceof RockpoolError ? error.problem.detail : say('trouble.unreachable'), autoClose: false, closeButtonProps })
  return (message, undo) => {
    const id = notifications.show({
      color: 'kelp', autoClose: OPEN_MS, closeButtonProps,
      message: <Group justify="space-between" gap="xs" wrap="nowrap"><span>{message}</span><Button size="compact-xs" variant="default" onClick={() => { notifications.hide(id); undo().then(() => tell(say('undo.done')), fail) }}>{say('undo.undo')}</Button></Group>,
    })
  }
}
