import { Badge, Button, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { answerOf } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { usePages, useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { nameOf, useDocument } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 25
type Of = { member: string; zone: string }

/** What a member holds besides points: coupons, what they redeemed, what they are entitled to. What there is none of, or may not be seen, is not there. */
export function Holdings(of: Of) {
  const may = useMay()
  return <>{may('coupons:read') ? <Coupons {...of} /> : null}{may('rewards:read') ? <><Redemptions {...of} /><Entitlements {...of} /></> : null}</>
}

function Coupons({ member, zone }: Of) {
  const { say, day, lastDay } = useWords()
  const pages = usePages(['members', member, 'coupons'], (client, after) => answerOf(client.GET('/api/v1/coupons', { params: { query: { member, limit: AT_ONCE, ...after } } })))
  const rows = pages.data?.pages.flatMap(({ coupons }) => coupons)
  return (
    <Section word="coupons" columns={['code', 'discount', 'origin', 'state', 'issued', 'until']} of={pages} count={rows?.length}>
      {rows?.map(({ code, name, origin, status, issuedAt, until }) => (
        <Table.Tr key={code}>
          <Table.Td><CopyText text={code} /></Table.Td><Table.Td>{name}</Table.Td><Table.Td>{say(`holdings.origin.${origin}`)}</Table.Td>
          <Table.Td><Badge>{say(`holdings.status.${status}`)}</Badge></Table.Td><Table.Td>{day(issuedAt, zone)}</Table.Td><Table.Td>{until === null ? say('lots.no_end') : lastDay(until, zone)}</Table.Td>
        </Table.Tr>
      ))}
    </Section>
  )
}

function Redemptions({ member, zone }: Of) {
  const { say, number, time, lastDay, language } = useWords()
  const document = useDocument()
  const pages = usePages(['members', member, 'redemptions'], (client, after) => answerOf(client.GET('/api/v1/members/{member}/redemptions', { params: { path: { member }, query: { limit: AT_ONCE, ...after } } })))
  const rows = pages.data?.pages.flatMap(({ redemptions }) => redemptions)
  return (
    <Section word="redemptions" columns={['reward', 'points', 'state', 'code', 'redeemed', 'until']} of={pages} count={rows?.length}>
      {rows?.map(({ redemption, reward, points, status, code, redeemedAt, validUntil }) => (
        <Table.Tr key={redemption}>
          <Table.Td>{nameOf(document?.rewards.find(({ id }) => id === reward)?.name, language) ?? reward}</Table.Td><Table.Td ta="right">{number(points)}</Table.Td><Table.Td><Badge>{say(`holdings.status.${status}`)}</Badge></Table.Td>
          <Table.Td>{code === null ? '–' : <CopyText text={code} />}</Table.Td><Table.Td>{time(redeemedAt, zone)}</Table.Td><Table.Td>{validUntil === null ? say('lots.no_end') : lastDay(validUntil, zone)}</Table.Td>
        </Table.Tr>
      ))}
    </Section>
  )
}

function Entitlements({ member, zone }: Of) {
  const { say, day } = useWords()
  const read = useRead(['members', member, 'entitlements'], (client) => answerOf(client.GET('/api/v1/members/{member}/entitlements', { params: { path: { member } } })))
  const rows = read.data?.entitlements
  return (
    <Section word="entitlements" columns={['entitlement', 'left', 'until']} of={read} count={rows?.length}>
      {rows?.map(({ entitlement, name, left, issued, through }) => <Table.Tr key={entitlement}><Table.Td>{name}</Table.Td><Table.Td>{say('leaf.of', { have: left, need: issued })}</Table.Td><Table.Td>{through === null ? say('lots.no_end') : day(through, through.length === 10 ? undefined : zone)}</Table.Td></Table.Tr>)}
    </Section>
  )
}

type Shown = { word: string; columns: readonly string[]; of: { error: unknown; isPending: boolean; hasNextPage?: boolean; isFetchingNextPage?: boolean; fetchNextPage?: () => Promise<unknown> }; count: number | undefined; children: ReactNode }

function Section({ word, columns, of, count, children }: Shown) {
  const { say } = useWords()
  const title = say(`holdings.${word}`)
  if (of.error !== null) return <Trouble error={of.error} />
  if (of.isPending) return <Waiting what={say('waiting.holdings')} />
  if (count === undefined || count === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">{title}</Title>
      <Table.ScrollContainer minWidth={columns.length * 110} className="card" mb="md" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': title, role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr>{columns.map((column) => <Table.Th key={column} {...(column === 'points' ? { ta: 'right' as const } : {})}>{say(`holdings.column.${column}`)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
        {of.hasNextPage === true ? <Text p="xs"><Button size="xs" variant="default" loading={of.isFetchingNextPage === true} onClick={() => void of.fetchNextPage?.()}>{say('members.more')}</Button></Text> : null}
      </Table.ScrollContainer>
    </section>
  )
}
