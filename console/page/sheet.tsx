import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

/** A table that is wider than a telephone scrolls by itself, with the keyboard also; `label` is its name for whoever does not see it, `numbers` the places of columns that stand to the right. */
export function Sheet({ label, columns, numbers = [], minWidth = 560, children }: { label: string; columns: readonly string[]; numbers?: readonly number[]; minWidth?: number; children: ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={minWidth} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': label, role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{columns.map((each, place) => <Table.Th key={each} {...(numbers.includes(place) ? { ta: 'right' as const } : {})}>{each}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
