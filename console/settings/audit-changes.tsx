import { Code, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AuditEntry } from '#sdk/index'
import { useStoreId } from '#console/session/client.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { changedIn, isFields, isTooLong, readMask } from './audit-diff.ts'
import { roleName } from './role-name.ts'

type Names = Readonly<Record<string, string>>

/** What a deed was done to: a member by name with the way to their page, another thing by its name or its address. */
export function Subject({ subject, names }: { subject: string; names: Names }) {
  const store = useStoreId() as string
  const member = /^\/(?:members|companies)\/(mem_\w+)/.exec(subject)?.[1]
  const id = subject.split('/')[2] ?? ''
  if (member !== undefined) return <Text size="sm"><Link to="/$store/members/$member" params={{ store, member }} className="whole">{names[member] ?? member}</Link></Text>
  return <Text size="xs" c="dimmed" {...(names[id] === undefined ? { className: 'fixed' } : {})}>{names[id] ?? subject}</Text>
}

/** What a deed changed, field by field in words; as the server keeps it for whoever wants to see that. */
export function Changes({ entry: { deed, subject, before, after }, names }: { entry: AuditEntry; names: Names }) {
  const words = useWords()
  const { say } = words
  const changed = changedIn(isTooLong(before) ? null : before, isTooLong(after) ? null : after)
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

/** What a field is called in the console; as it stands where there is no word for it. */
function fieldText(key: string, { say, has }: Words): string {
  return has(`audit.fields.${key}`) ? say(`audit.fields.${key}`) : key
}

type Telling = { key: string; words: Words; names: Names }

function valueText(value: unknown, telling: Telling): ReactNode {
  const { words: { say } } = telling
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return <Text span size="sm" c="dimmed">{say('audit.no_record')}</Text>
  return plainText(value, telling)
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
/** Fields whose values have words elsewhere in the console. */
const VALUES: Readonly<Record<string, string>> = { channel: 'consents.channel', purpose: 'consents.purpose', source: 'consents.source', kind: 'members.kinds', scopes: 'permission', permissions: 'permission' }

/** A value in words: names for ids, times of here, yes and no; a list by its items, and an item by its fields. */
function plainText(value: unknown, telling: Telling): string {
  const { key, words, names } = telling
  const { say, has, number, time } = words
  if (Array.isArray(value)) return value.map((item) => plainText(item, telling)).join(isFields(value[0]) ? '\n' : say('audit.and'))
  if (isFields(value)) return Object.entries(value).filter(([, held]) => held !== null && held !== '').map(([name, held]) => say('audit.pair', { name: fieldText(name, words), value: plainText(held, { ...telling, key: name }) })).join(say('audit.and'))
  if (typeof value === 'boolean') return say(value ? 'audit.yes' : 'audit.no')
  if (typeof value === 'number') return number(value)
  const text = String(value)
  if (names[text] !== undefined) return names[text]
  if (TIME.test(text)) return time(text)
  if (key === 'role') return roleName(words, { role: text, name: null })
  const known = `${VALUES[key]}.${text}`
  if (VALUES[key] !== undefined && has(known)) return say(known)
  const { shown, isAnother } = readMask(text)
  return isAnother ? say('audit.another', { value: shown }) : shown
}
