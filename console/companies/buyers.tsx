import { Button, Group, Select, Table, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type ListedBuyer } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { AddBuyer, ROLES, type BuyerRole } from './add-buyer.tsx'
import { useBuyers } from './use-buyers.ts'

/** Who buys for a company, and as what. */
export function Buyers({ company }: { company: string }) {
  const { say } = useWords()
  const isWriter = useMay()('members:write')
  const [isAdding, setAdding] = useState(false)
  const pages = useBuyers(company)
  const buyers = pages.data?.pages.flatMap((page) => page.buyers)
  return (
    <section>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('buyers.title')}</Title>{isWriter ? <Button size="xs" variant="default" onClick={() => setAdding(true)}>{say('buyers.add')}</Button> : null}</Group>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : buyers === undefined ? <Waiting what={say('waiting.buyers')} /> : buyers.length === 0 ? <Empty text={say('buyers.none')}>{isWriter ? <Button size="xs" variant="default" onClick={() => setAdding(true)}>{say('buyers.add')}</Button> : null}</Empty> : (
        <Sheet label={say('buyers.title')} columns={['name', 'email', 'role', 'since', 'do'].map((each) => say(`buyers.column.${each}`))} minWidth={640}>
          {buyers.map((buyer) => <Row key={buyer.memberId} company={company} buyer={buyer} isWriter={isWriter} />)}
        </Sheet>
      )}
      <More pages={pages} />
      {isAdding ? <AddBuyer company={company} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

function Row({ company, buyer: { memberId, externalIds, name: told, email, role, since }, isWriter }: { company: string; buyer: ListedBuyer; isWriter: boolean }) {
  const { say, day } = useWords()
  const store = useStoreId() as string
  const [isAsking, setAsking] = useState(false)
  const name = told ?? externalIds[0] ?? memberId
  const params = { path: { member: company, buyer: memberId } }
  const change = useWrite((client, next: BuyerRole) => answerOf(client.PATCH('/api/v1/members/{member}/buyers/{buyer}', { params, body: { role: next } })), { touches: ['members'] })
  const toldWithUndo = useToldWithUndo()
  const give = (next: BuyerRole): void => change.mutate(next, { onSuccess: () => toldWithUndo(say('buyers.role_given', { name, role: say(`who.role.${next}`) }), () => change.mutateAsync(role)) })
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/members/{member}/buyers/{buyer}', { params })), { touches: ['members'], onDone: () => setAsking(false) })
  return (
    <Table.Tr>
      <Table.Td><Link to="/$store/members/$member" params={{ store, member: memberId }}>{name}</Link></Table.Td><Table.Td>{email}</Table.Td>
      <Table.Td>{isWriter ? <Select size="xs" w={150} aria-label={say('buyers.role_of', { name })} value={role} allowDeselect={false} onChange={(next) => give(next as BuyerRole)} data={ROLES.map((value) => ({ value, label: say(`who.role.${value}`) }))} error={change.error instanceof Error ? change.error.message : undefined} /> : say(`who.role.${role}`)}</Table.Td>
      <Table.Td className="line">{day(since)}</Table.Td>
      <Table.Td>
        {isWriter ? <Button size="compact-xs" variant="subtle" color="coral" aria-label={say('buyers.remove_of', { name })} onClick={() => setAsking(true)}>{say('buyers.remove')}</Button> : null}
        <Ask isOpen={isAsking} title={say('buyers.remove_of', { name })} text={say('buyers.remove_text')} onClose={() => setAsking(false)} action={say('buyers.remove')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} isGrave />
      </Table.Td>
    </Table.Tr>
  )
}
