import { useNetwork } from '@mantine/hooks'
import { useWords } from '#console/words/use-words.ts'

/** Says so while there is no network: what is shown may be old, and nothing can be saved. */
export function Offline() {
  const { online } = useNetwork()
  const { say } = useWords()
  return <div aria-live="polite">{online ? null : <div className="offline">{say('offline')}</div>}</div>
}
