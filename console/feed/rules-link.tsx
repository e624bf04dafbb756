import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'

/** To the program, whose rules say what would stand here; nothing for who may not read it. */
export function RulesLink({ children }: { children: ReactNode }) {
  const may = useMay()
  const store = useStoreId() as string
  return may('programs:read') ? <Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/program" params={{ store }} {...props} />}>{children}</Button> : null
}
