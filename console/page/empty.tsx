import { Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** In the place of a list with nothing in it: what would stand there and what it is good for, and the deed by which it begins. */
export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return <Paper p="md"><Text size="sm" c="dimmed" maw={720} mb={children === undefined || children === null ? 0 : 'sm'}>{text}</Text>{children}</Paper>
}
