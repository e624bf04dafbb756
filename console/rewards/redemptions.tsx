import { Group, Select, Title } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf, type Redemption, type StoreRedemptionPage } from '#sdk/index'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { RedemptionRow } from './redemption-row.tsx'

type Status = Redemption['status']
const STATUSES: readonly Status[] = ['open', 'fulfilled', 'cancelled']
const AT_ONCE = 50

/** Who took what for points; first those that somebody has to send or hand over. */
export function Redemptions({ nameOf }: { nameOf: (reward: string) => string }) {
  const { say } = useWords()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { status?: string; market?: string }
  const { status = 'open' } = search
  const asked = STATUSES.find((each) => each === status)
  const pages = usePages<StoreRedemptionPage>(['rewards', 'redemptions', asked ?? 'all'], (client, from) => answerOf(client.GET('/api/v1/redemptions', { params: { query: { limit: AT_ONCE, ...from, ...(asked === undefined ? {} : { status: asked }) } } })))
  const all = pages.data?.pages.flatMap(({ redemptions }) => redemptions)
  return (
    <section>
      <Group justify="space-between" mb="xs" align="flex-end">
        <Title order={2}>{say('redemptions.title')}</Title>
        <Select label={say('redemptions.show')} w={200} value={asked ?? 'all'} onChange={(next) => void navigate({ to: '.', search: { ...search, status: next ?? 'open' } })} data={[...STATUSES, 'all'].map((value) => ({ value, label: say(`redemptions.status.${value}`) }))} />
      </Group>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : all === undefined ? <Waiting what={say('waiting.redemptions')} /> : all.length === 0 ? <Empty text={say(asked === 'open' ? 'redemptions.none_open' : 'redemptions.none')} /> : (
        <Sheet label={say('redemptions.title')} columns={['reward', 'member', 'points', 'at', 'state', 'do'].map((each) => say(`redemptions.column.${each}`))} minWidth={760}>
          {all.map((redemption) => <RedemptionRow key={redemption.redemption} redemption={redemption} name={nameOf(redemption.reward)} />)}
        </Sheet>
      )}
      <More pages={pages} />
    </section>
  )
}
