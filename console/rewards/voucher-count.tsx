import { Badge, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { areFewLeft } from './few-left.ts'

/** How many codes of a partner's list are free, and where more are brought in. */
export function VoucherCount({ list }: { list: string }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const { data } = useRead(['rewards', 'vouchers', list], (client) => answerOf(client.GET('/api/v1/vouchers/{list}', { params: { path: { list } } })))
  return (
    <Group gap={6} wrap="nowrap">
      <Link to="/$store/rewards/vouchers/$list" params={{ store, list }}>{data === undefined ? list : say('vouchers.free', { free: data.free })}</Link>
      {data !== undefined && areFewLeft(data) ? <Badge size="sm" variant="light" color="coral">{say('vouchers.few')}</Badge> : null}
    </Group>
  )
}
