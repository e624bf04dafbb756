import { Badge, Button, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type Coupon } from '#sdk/index'
import { SomebodyLink } from '#console/feed/somebody.tsx'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

const COLOURS: Readonly<Record<Coupon['status'], string>> = { issued: 'kelp', held: 'sand', used: 'gray', expired: 'gray', void: 'coral' }

/** A coupon, whose it is, how often it was used; and the way to make it void. */
export function CouponRow({ coupon: { code, name, memberId, member, origin, batch, usesTaken, usesAllowed, until, status } }: { coupon: Coupon }) {
  const { say, number, lastDay } = useWords()
  const zone = useDocument()?.zone
  const store = useStoreId() as string
  const isWriter = useMay()('coupons:write')
  const [isAsking, setAsking] = useState(false)
  const drop = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/coupons/{code}', { params: { path: { code } } })), { touches: ['coupons', 'members'], onDone: () => setAsking(false) })
  return (
    <Table.Tr>
      <Table.Td className="line"><CopyText text={code} /></Table.Td><Table.Td>{name}</Table.Td>
      <Table.Td>{member !== null ? <SomebodyLink somebody={member} /> : say(memberId === null ? 'coupons.anybody' : 'coupons.member')}</Table.Td>
      <Table.Td>{say(`coupons.origin.${origin}`)}{batch === null ? null : <> · <Link to="/$store/coupons/batches/$batch" params={{ store, batch }}>{batch}</Link></>}</Table.Td>
      <Table.Td className="line">{usesAllowed === null ? say('coupons.used', { used: usesTaken }) : say('coupons.used_of', { used: number(usesTaken), of: number(usesAllowed) })}</Table.Td>
      <Table.Td className="line">{until === null ? say('coupons.endless') : lastDay(until, zone)}</Table.Td>
      <Table.Td><Badge variant="light" color={COLOURS[status]}>{say(`coupons.state.${status}`)}</Badge></Table.Td>
      <Table.Td>
        {status === 'issued' && isWriter ? <Button size="compact-xs" variant="subtle" color="coral" aria-label={say('coupons.void_of', { code })} onClick={() => setAsking(true)}>{say('coupons.void')}</Button> : null}
        <Ask isOpen={isAsking} title={say('coupons.void_of', { code })} text={say('coupons.void_text')} onClose={() => setAsking(false)} action={say('coupons.void')} onAction={() => drop.mutate()} isBusy={drop.isPending} error={drop.error} isGrave />
      </Table.Td>
    </Table.Tr>
  )
}
