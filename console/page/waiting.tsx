import { Group, Loader, Text } from '@mantine/core'
import { useEffect, useState } from 'react'

/** Below this nobody notices that there was anything to wait for. */
const PATIENCE_MS = 250

/** Says what is waited for, once it takes long enough to be seen. */
export function Waiting({ what }: { what: string }) {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return <Group role="status" gap="xs" p="md">{isSeen ? <><Loader size="xs" aria-hidden /><Text c="dimmed">{what}</Text></> : null}</Group>
}
