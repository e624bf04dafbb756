import { Code, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AuditEntry } from '#sdk/index'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { changedIn, isTooLong } from './audit-diff.ts'
import { isId, namedIn } from './audit-subject.ts'
import { fieldText, isBare, plainText, type Names, type Telling } from './audit-text.ts'

/** What a deed was done to: a member by name with the way to their page, another thing by what it is called; what has no name but our id stands in the raw record. */
export function Subject({ deed, subject, names }: { deed: string; subject: string; names: Names }) {
  const words = useWords()
  const store = useStoreId() as string
  const member = /^\/(?:members|companies)\/(mem_\w+)/.exec(subject)?.[1]
  const others = namedIn(deed, subject).filter(({ value }) => value !== member && (names[value] !== undefined || !isId(value)))
  return (
    <>
      {member === undefined ? null : <Text size="sm"><Link to="/$store/members/$member" params={{ store, member }} className="whole">{names[member] ?? member}</Link></Text>}
      {others.map(({ field, value }) => <Text key={field} size="xs" c="dimmed">{words.say('audit.pair', { name: fieldText(field, words), value: plainText(value, { key: field, words, names }) })}</Text>)}
    </>
  )
}

/** What a deed changed, field by field in words; as the server keeps it for whoever wants to see that. */
export function Changes({ entry: { deed, subject, before, after }, names }: { entry: AuditEntry; names: Names }) {
  const words = useWords()
  const { say } = words
  const changed = changedIn(isTooLong(before) ? null : before, isTooLong(after) ? null : after).filter((one) => !isBare(one.before, names) || !isBare(one.after, names))
  return (
    <>
      {isTooLong(before) || isTooLong(after) ? <Text size="xs" c="dimmed">{say('audit.too_long')}</Text> : null}
      {changed.length === 0 ? <Text size="sm" c="dimmed">{say('audit.nothing_changed')}</Text> : (
        <details open={changed.length <= FEW}>
          <summary style={PRESSED}>{say('audit.fields_changed', { count: changed.length })}</summary>
          <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={4} highlightOnHover={false} aria-label={say('audit.change')}>
            <Table.Thead><Table.Tr>{['field', 'before', 'after'].map((each) => <Table.Th key={each}>{say(`audit.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {changed.map((one) => (
                <Table.Tr key={one.path.join('.')}>
                  <Table.Td c="dimmed">{one.path.map((key) => fieldText(key, words)).join(' · ') || say('audit.value')}</Table.Td>
                  <Table.Td className="told">{valueText(one.before, { key: one.path.at(-1) ?? '', words, names })}</Table.Td>
                  <Table.Td className="told">{valueText(one.after, { key: one.path.at(-1) ?? '', words, names })}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </details>
      )}
      <details><summary style={PRESSED}><Text span size="xs" c="dimmed">{say('audit.raw')}</Text></summary><Code block>{[deed, subject, ...[before, after].map((each) => JSON.stringify(each, undefined, 1))].filter((each) => each !== null).join('\n→\n')}</Code></details>
    </>
  )
}

/** High enough for a finger. */
const PRESSED = { paddingBlock: 4 } as const
/** So many are shown without being asked for. */
const FEW = 4

function valueText(value: unknown, telling: Telling): ReactNode {
  const { words: { say } } = telling
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return <Text span size="sm" c="dimmed">{say('audit.no_record')}</Text>
  return plainText(value, telling)
}
