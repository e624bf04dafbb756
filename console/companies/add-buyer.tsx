import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type AddBuyer as Added } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

export type BuyerRole = Added['role']
export const ROLES: readonly BuyerRole[] = ['owner', 'buyer', 'finance']

/** Lets a member buy for a company. */
export function AddBuyer({ company, onClose }: { company: string; onClose: () => void }) {
  const { say } = useWords()
  const [buyer, setBuyer] = useState('')
  const [role, setRole] = useState<BuyerRole>('buyer')
  const add = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/buyers', { params: { path: { member: company } }, body: { buyer: buyer.trim(), role } })), { touches: ['members'], onDone: onClose })
  return (
    <Ask isOpen title={say('buyers.add')} onClose={onClose} action={say('buyers.add')} onAction={() => add.mutate()} isBusy={add.isPending} error={add.error} isReady={buyer.trim() !== ''}>
      <TextInput label={say('buyers.member')} description={say('buyers.member_hint')} value={buyer} onChange={(event) => setBuyer(event.currentTarget.value)} data-autofocus />
      <Select label={say('buyers.column.role')} description={say(`buyers.about.${role}`)} value={role} onChange={(next) => setRole(next as BuyerRole)} data={ROLES.map((value) => ({ value, label: say(`who.role.${value}`) }))} />
    </Ask>
  )
}
