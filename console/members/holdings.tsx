import { Badge, Table } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { usePages } from '#console/session/use-pages.ts'
import { useMay } from '#console/session/me.ts'
import { nameOf, useDocument } from '#console/program/use-document.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { Entitlements } from './entitlements.tsx'
import { Section } from './section.tsx'

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
  const { say, time, lastDay, language } = useWords()
  const units = useUnits()
  const document = useDocument()
  const pages = usePages(['members', member, 'redemptions'], (client, after) => answerOf(client.GET('/api/v1/members/{member}/redemptions', { params: { path: { member }, query: { limit: AT_ONCE, ...after } } })))
  const rows = pages.data?.pages.flatMap(({ redemptions }) => redemptions)
  return (
    <Section word="redemptions" columns={['reward', 'points', 'state', 'code', 'redeemed', 'until']} of={pages} count={rows?.length}>
      {rows?.map(({ redemption, reward, points, status, code, redeemedAt, validUntil }) => (
        <Table.Tr key={redemption}>
          <Table.Td>{nameOf(document?.rewards.find(({ id }) => id === reward)?.name, language) ?? reward}</Table.Td><Table.Td ta="right">{units.amount(units.main, points)}</Table.Td><Table.Td><Badge>{say(`holdings.status.${status}`)}</Badge></Table.Td>
          <Table.Td>{code === null ? '–' : <CopyText text={code} />}</Table.Td><Table.Td>{time(redeemedAt, zone)}</Table.Td><Table.Td>{validUntil === null ? say('lots.no_end') : lastDay(validUntil, zone)}</Table.Td>
        </Table.Tr>
      ))}
    </Section>
  )
}
