import { Badge, Table, UnstyledButton } from '@mantine/core'
import { CaretDownIcon, CaretUpIcon } from '@radix-ui/react-icons'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, type Dispatch, type ReactNode, type SetStateAction } from 'react'
import type { RosterMember } from '#sdk/index'
import { TestBadge } from '#console/members/test-member.tsx'
import { countedLevelName, marketName, useDocument, type NamedProgram } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { listText } from '#console/words/texts.ts'
import { useUnits, type Units } from '#console/words/use-units.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { pageId } from './page-id.ts'
import type { Column, Sort } from './roster-search.ts'
import { useRosterSearch } from './use-roster-search.ts'

/** Members that are marked, by our ids; or all that the filter fits without some. */
export type Marked = { isAll: boolean; ids: ReadonlySet<string> }
export const NOBODY_MARKED: Marked = { isAll: false, ids: new Set() }

/** Whether a member is among those who are marked. */
function isIn({ isAll, ids }: Marked, id: string): boolean {
  return ids.has(id) !== isAll
}

type Shown = { members: readonly RosterMember[]; columns: readonly Column[]; sort: Sort; marked: Marked | null; onMark: Dispatch<SetStateAction<Marked>> }

const NUMBERS: ReadonlySet<Column> = new Set(['balance', 'debt', 'spendMinor', 'orders'])
const SORTED: Partial<Record<Column, 'joined' | 'active' | 'balance' | 'spend'>> = { joinedAt: 'joined', lastAt: 'active', balance: 'balance', spendMinor: 'spend' }
type Names = { document: NamedProgram | undefined; units: Units }
const CELLS: Readonly<Record<Exclude<Column, 'name'>, (member: RosterMember, words: Words, names: Names) => ReactNode>> = {
  externalIds: ({ externalIds }) => <span className="fixed">{externalIds.join(', ')}</span>,
  kind: ({ kind }, { say }) => say(`members.kinds.${kind}`),
  levels: ({ levels }, { say, language }, { document }) => listText(levels.map((level) => countedLevelName(document, level, language) ?? say('level.none')), language),
  tags: ({ tags }) => tags.map((tag) => <Badge key={tag} mr={4} size="sm">{tag}</Badge>),
  balance: ({ balance }, _words, { units }) => units.amount(units.main, balance),
  debt: ({ debt }, _words, { units }) => units.amount(units.main, debt),
  spendMinor: ({ spendMinor }, { money }, { document }) => (document === undefined ? '–' : money(spendMinor, document.currency)),
  orders: ({ orders }, { number }) => number(orders),
  lastAt: ({ lastAt }, { day }) => <span className="whole">{day(lastAt)}</span>,
  joinedAt: ({ joinedAt }, { day }) => <span className="whole">{day(joinedAt)}</span>,
  market: ({ market }, { language }, { document }) => (market === null ? '–' : marketName(document, market, language)),
  region: ({ region }) => region ?? '–',
  email: ({ email }) => email ?? '–',
  phone: ({ phone }) => phone ?? '–',
}

/** Members as rows of the columns that were chosen; a press on a column's name sorts by it. */
export function RosterTable({ members, columns, sort, marked, onMark }: Shown) {
  const words = useWords()
  const { say } = words
  const document = useDocument()
  const units = useUnits()
  const store = useStoreId() as string
  const isMarked = (id: string): boolean => marked !== null && isIn(marked, id)
  const markAll = (): void => onMark(members.every(({ memberId }) => isMarked(memberId)) ? NOBODY_MARKED : { isAll: false, ids: new Set(members.map(({ memberId }) => memberId)) })
  const mark = useCallback((id: string) => onMark(({ isAll, ids }) => {
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    return { isAll, ids: next }
  }), [onMark])
  return (
    <Table.ScrollContainer minWidth={200 + columns.length * 100} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.members'), role: 'region' } }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {marked === null ? null : <Table.Th w={32}><input type="checkbox" checked={members.every(({ memberId }) => isMarked(memberId))} onChange={markAll} aria-label={say('roster.mark_all')} /></Table.Th>}
            <Table.Th>{say('members.column.member')}</Table.Th>
            {columns.map((column) => <Heading key={column} column={column} sort={sort} />)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{members.map((member) => <Row key={member.memberId} member={member} columns={columns} words={words} document={document} units={units} store={store} isMarked={marked === null ? null : isMarked(member.memberId)} onMark={mark} />)}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Heading({ column, sort }: { column: Column; sort: Sort }) {
  const { say } = useWords()
  const { search, go } = useRosterSearch()
  const by = SORTED[column]
  const align = NUMBERS.has(column) ? { ta: 'right' as const } : {}
  if (by === undefined) return <Table.Th {...align}>{say(`roster.column.${column}`)}</Table.Th>
  const state = sort === `-${by}` ? 'descending' : sort === by ? 'ascending' : 'none'
  return (
    <Table.Th {...align} aria-sort={state}>
      <UnstyledButton className="sorter" onClick={() => go({ ...search, sort: state === 'descending' ? by : `-${by}` })}>{say(`roster.column.${column}`)}{state === 'descending' ? <CaretDownIcon aria-hidden /> : state === 'ascending' ? <CaretUpIcon aria-hidden /> : null}</UnstyledButton>
    </Table.Th>
  )
}

type OneRow = Names & { member: RosterMember; columns: readonly Column[]; words: Words; store: string; isMarked: boolean | null; onMark: (id: string) => void }

/** Drawn again only if the member, the columns or the mark changed: a list may have thousands of rows. */
const Row = memo(({ member, columns, words, document, units, store, isMarked, onMark }: OneRow) => {
  const { memberId, name, externalIds, kind, isTest } = member
  const shown = name ?? externalIds[0] ?? memberId
  return (
    <Table.Tr>
      {isMarked === null ? null : <Table.Td><input type="checkbox" checked={isMarked} onChange={() => onMark(memberId)} aria-label={words.say('roster.mark', { member: shown })} /></Table.Td>}
      <Table.Td className="whole"><Link to="/$store/members/$member" params={{ store, member: pageId(member) }}>{shown}</Link>{kind === 'company' ? <Badge ml="xs" size="sm">{words.say('members.kinds.company')}</Badge> : null}{isTest ? <TestBadge ml="xs" /> : null}</Table.Td>
      {columns.map((column) => (column === 'name' ? null : <Table.Td key={column} {...(NUMBERS.has(column) ? { ta: 'right' as const } : {})}>{CELLS[column](member, words, { document, units })}</Table.Td>))}
    </Table.Tr>
  )
}, (before, after) => before.member === after.member && before.columns === after.columns && before.words === after.words && before.document === after.document && before.units === after.units && before.isMarked === after.isMarked && before.onMark === after.onMark)
