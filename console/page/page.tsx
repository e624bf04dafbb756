import { Group, Title } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'

/** A screen: its heading, which takes the focus when one arrives, but from nobody who has opened something over it by then; what can be done here, and the rest. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => void (document.querySelector('[role=dialog]')?.contains(document.activeElement) === true || heading.current?.focus()), [])
  useEffect(() => void (document.title = `${title} · Rockpool`), [title])
  return (
    <div className="page">
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={1} tabIndex={-1} ref={heading}>{title}</Title>
        {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  )
}
