import { Button, Group, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWords } from '#console/words/use-words.ts'

type Shown = { word: string; columns: readonly string[]; of: { error: unknown; isPending: boolean; hasNextPage?: boolean; isFetchingNextPage?: boolean; fetchNextPage?: () => Promise<unknown> }; count: number | undefined; /** What may be done beside the list; with it the section is there though nothing is in it. */ deed?: ReactNode; children: ReactNode }

/** A list of what a member holds, page by page. What there is none of is not there, unless something may be done about it. */
export function Section({ word, columns, of, count, deed = null, children }: Shown) {
  const { say } = useWords()
  const title = say(`holdings.${word}`)
  if (of.error !== null) return <Trouble error={of.error} />
  if (of.isPending) return <Waiting what={say('waiting.holdings')} />
  const isEmpty = count === undefined || count === 0
  if (isEmpty && deed === null) return null
  return (
    <section>
      <Group justify="space-between" mb="xs"><Title order={2}>{title}</Title>{deed}</Group>
      {isEmpty ? <Text size="sm" c="dimmed" mb="md">{say(`holdings.none.${word}`)}</Text> : <Table.ScrollContainer minWidth={columns.length * 110} className="card" mb="md" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': title, role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr>{columns.map((column) => <Table.Th key={column} {...(column === 'points' ? { ta: 'right' as const } : {})}>{say(`holdings.column.${column}`)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
        {of.hasNextPage === true ? <Text p="xs"><Button size="xs" variant="default" loading={of.isFetchingNextPage === true} onClick={() => void of.fetchNextPage?.()}>{say('members.more')}</Button></Text> : null}
      </Table.ScrollContainer>}
    </section>
  )
}
