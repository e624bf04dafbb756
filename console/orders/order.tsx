import { Badge, Group, Paper, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { answerOf, type OrderOfMember } from '#sdk/index'
import { useProductNames } from '#console/catalogue/use-product-names.ts'
import { SettleLot, Waits } from '#console/feed/pending.tsx'
import { SomebodyLink } from '#console/feed/somebody.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { marketName, ruleName, useDocument } from '#console/program/use-document.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { Steps } from './steps.tsx'

/** One order: whose it is, what it earned by which rule, what was clawed back, what is pending until when, and the way it went. */
export function OrderView() {
  const { say } = useWords()
  const store = useStoreId() as string
  const { order } = useParams({ strict: false }) as { order: string }
  const story = useRead(['orders', order], (client) => answerOf(client.GET('/api/v1/orders/{order}', { params: { path: { order } } })))
  return (
    <Page title={say('timeline.order', { order })}>
      <Text size="sm" mb="sm"><Link to="/$store/orders" params={{ store }}>{say('orders.back')}</Link></Text>
      {story.error !== null ? <Trouble error={story.error} onRetry={() => void story.refetch()} /> : story.data === undefined ? <Waiting what={say('waiting.order', { order })} /> : (
        <>
          {story.data.members.length > 1 ? <Text size="sm" mb="sm">{say('orders.several', { count: story.data.members.length })}</Text> : null}
          {story.data.members.map((telling) => <Telling key={telling.member.memberId} telling={telling} />)}
        </>
      )}
    </Page>
  )
}

function Telling({ telling }: { telling: OrderOfMember }) {
  const { say, time, money, language } = useWords()
  const document = useDocument()
  const names = useProductNames(telling.lines.map(({ sku }) => sku))
  const { member, zone, paidAt, currency, market, totalMinor, isWhollyRefunded, lines, steps } = telling
  return (
    <>
      <Paper component="section" mb="md">
        <Group justify="space-between" mb="sm"><Title order={2}>{say('orders.what')}</Title>{isWhollyRefunded ? <Badge color="coral" variant="light">{say('orders.refunded')}</Badge> : null}</Group>
        <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb={lines.length === 0 ? 0 : 'md'}>
          <Told label={say('orders.column.member')}><SomebodyLink somebody={member} /></Told>
          <Told label={say('orders.paid')}>{paidAt === null ? say('orders.not_paid') : time(paidAt, zone)}</Told>
          <Told label={say('orders.column.total')}>{totalMinor === null || currency === null ? '–' : money(totalMinor, currency)}</Told>
          <Told label={say('who.market')}>{market === null ? '–' : marketName(document, market, language)}</Told>
        </SimpleGrid>
        {lines.length === 0 || currency === null ? null : (
          <Sheet label={say('orders.lines')} columns={['sku', 'quantity', 'amount'].map((each) => say(`orders.line.${each}`))} numbers={[1, 2]} minWidth={360}>
            {lines.map(({ id, sku, quantity, amountMinor }) => <Table.Tr key={id}><Table.Td>{names.get(sku)} <Text span size={names.has(sku) ? 'xs' : 'sm'} {...(names.has(sku) ? { c: 'dimmed' } : {})} className="fixed">{sku}</Text></Table.Td><Table.Td ta="right">{quantity}</Table.Td><Table.Td ta="right">{money(amountMinor, currency)}</Table.Td></Table.Tr>)}
          </Sheet>
        )}
      </Paper>
      <Points telling={telling} />
      <Steps member={member.memberId} zone={zone} steps={steps} />
    </>
  )
}

function Told({ label, children }: { label: string; children: React.ReactNode }) {
  return <div><Text size="xs" c="dimmed">{label}</Text><Text component="div" size="sm">{children}</Text></div>
}

/** What each rule gave, what of it went back, and what is pending. */
function Points({ telling: { member, rules, pending } }: { telling: OrderOfMember }) {
  const { say, has, language } = useWords()
  const units = useUnits()
  const document = useDocument()
  return (
    <Paper component="section" mb="md">
      <Title order={2} mb="sm">{say('orders.points')}</Title>
      {rules.length === 0 ? <Text c="dimmed">{say('orders.no_points')}</Text> : (
        <Sheet label={say('orders.points')} columns={['rule', 'earned', 'clawed', 'waived'].map((each) => say(`orders.rule.${each}`))} numbers={[1, 2, 3]} minWidth={460}>
          {rules.map(({ rule, version, unit, earned, clawed, waived }) => (
            <Table.Tr key={`${rule} ${version} ${unit}`}>
              <Table.Td>{ruleName(document, rule, { say, has, language })} <Text span size="xs" c="dimmed">{say('orders.version', { version })}</Text></Table.Td>
              <Table.Td ta="right">{units.told(unit, earned)}</Table.Td><Table.Td ta="right">{units.amount(unit, clawed)}</Table.Td><Table.Td ta="right">{units.amount(unit, waived)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      {pending.map((lot) => (
        <Group key={lot.lotId} gap="sm" mt="sm"><Text size="sm" fw={500}>{say('orders.pending', { told: units.told(lot.unit, lot.points) })}</Text><Waits lot={lot} /><SettleLot member={member.memberId} lot={lot} /></Group>
      ))}
    </Paper>
  )
}
