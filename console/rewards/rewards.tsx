import { Button, Group, Select, Stack, Table, Text, Title } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, RockpoolError, type Reward, type RewardList } from '#sdk/index'
import { Empty } from '#console/page/empty.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { EditPart } from '#console/program/edit-part.tsx'
import { NoProgram } from '#console/program/no-program.tsx'
import { marketName, useProgram } from '#console/program/use-document.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { givesText } from './gives-text.ts'
import { Redemptions } from './redemptions.tsx'
import { PutStock } from './stock.tsx'
import { VoucherCount } from './voucher-count.tsx'

/** What points buy in this store, in a market of the address, how much of it there is, and who had what. */
export function Rewards() {
  const { say, language } = useWords()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { status?: string; market?: string }
  const program = useProgram()
  const market = program?.markets.find(({ id }) => id === search.market)?.id
  const list = useRead(['rewards', 'list', market], (client) => answerOf(client.GET('/api/v1/rewards', { params: { query: { locale: language, ...(market === undefined ? {} : { market }) } } })))
  const names = new Map(list.data?.rewards.map(({ reward, name }) => [reward, name]))
  const isUnmade = list.error instanceof RockpoolError && list.error.problem.code === 'programs.none_published'
  const markets = program?.markets ?? []
  return (
    <Page title={say('nav.rewards')} actions={isUnmade ? null : <EditPart part="rewards" />}>
      <Stack gap="lg">
        <section>
          <Group justify="space-between" mb="xs" align="flex-end">
            <Title order={2}>{say('rewards.list')}</Title>
            {markets.length > 1 ? <Select label={say('rewards.market')} w={200} value={market ?? list.data?.market ?? null} onChange={(next) => void navigate({ to: '.', search: { ...search, ...(next === null ? {} : { market: next }) } })} data={markets.map(({ id }) => ({ value: id, label: marketName(program ?? undefined, id, language) }))} /> : null}
          </Group>
          {isUnmade ? <NoProgram /> : list.error !== null ? <Trouble error={list.error} onRetry={() => void list.refetch()} /> : list.data === undefined ? <Waiting what={say('waiting.rewards')} /> : <RewardTable list={list.data} />}
        </section>
        <Redemptions nameOf={(reward) => names.get(reward) ?? reward} />
      </Stack>
    </Page>
  )
}

function ImportCodes({ list }: { list: string }) {
  const { say } = useWords()
  const store = useStoreId() as string
  return <Button size="compact-xs" variant="default" aria-label={say('vouchers.put_of', { list })} renderRoot={(props) => <Link {...props} to="/$store/rewards/vouchers/$list" params={{ store, list }} />}>{say('vouchers.put')}</Button>
}

function RewardTable({ list: { rewards, unit } }: { list: RewardList }) {
  const words = useWords()
  const { say, number } = words
  const units = useUnits()
  const isWriter = useMay()('rewards:write')
  const [stocked, setStocked] = useState<Reward | null>(null)
  if (rewards.length === 0) return <Empty text={say('rewards.none')}><EditPart part="rewards" isSmall /></Empty>
  return (
    <>
      <Sheet label={say('rewards.list')} columns={['name', 'gives', 'points', 'stock', 'do'].map((each) => say(`rewards.column.${each}`))} minWidth={640}>
        {rewards.map((reward) => (
          <Table.Tr key={reward.reward}>
            <Table.Td>{reward.name}<Text size="xs" c="dimmed">{reward.description}</Text></Table.Td><Table.Td>{givesText(reward.gives, words)}</Table.Td>
            <Table.Td>{reward.points === null ? say('rewards.not_here') : units.amount(unit, reward.points)}</Table.Td>
            <Table.Td {...(reward.stock === 0 ? { fw: 600, c: 'var(--mantine-color-error)' } : {})}>{reward.gives.kind === 'voucher' && reward.gives.list !== undefined ? <VoucherCount list={reward.gives.list} /> : reward.stock === null ? say('rewards.uncounted') : number(reward.stock)}</Table.Td>
            <Table.Td>{isWriter && reward.gives.list !== undefined ? <ImportCodes list={reward.gives.list} /> : reward.stock !== null && isWriter ? <Button size="compact-xs" variant="default" onClick={() => setStocked(reward)} aria-label={say('stock.of', { name: reward.name })}>{say('stock.put')}</Button> : null}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      {stocked === null ? null : <PutStock reward={stocked} onClose={() => setStocked(null)} />}
    </>
  )
}
