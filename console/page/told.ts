import { notifications } from '@mantine/notifications'
import { useWords } from '#console/words/use-words.ts'

/** Says that something was done, for some seconds, and to screen readers. */
export function useTold(): (message: string) => void {
  const { say } = useWords()
  return (message) => void notifications.show({ color: 'kelp', message, closeButtonProps: { 'aria-label': say('ask.close') } })
}
