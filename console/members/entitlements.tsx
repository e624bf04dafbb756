import { Button, Group, NumberInput, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf, type Entitlement } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { nameOf, useDocument } from '#console/program/use-document.ts'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay, useMe } from '#console/session/me.ts'
import { LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'
import { Section } from './section.tsx'

type Of = { member: string; zone: string | undefined }
type Grant = Entitlement['grants'][number]
type Asked = { deed: 'give' } | { deed: 'use'; of: Entitlement } | { deed: 'withdraw'; of: Entitlement; grant: Grant }
const MOST_USES = 1000

/** R57: services with so many uses: what is left of them, and what staff do about them. */
export function Entitlements({ member, zone }: Of) {
  const { say, day } = useWords()
  const canAct = useMay()('activity:record')
  const offered = useDocument()?.entitlements ?? []
  const [asked, setAsked] = useState<Asked | null>(null)
  const read = useRead(['members', member, 'entitlements'], (client) => answerOf(client.GET('/api/v1/members/{member}/entitlements', { params: { path: { member } } })))
  const rows = read.data?.entitlements
  const lastDay = (through: string | null): string => (through === null ? say('lots.no_end') : day(through, through.length === 10 ? undefined : zone))
  const give = canAct && offered.length > 0 ? <Button size="xs" variant="default" onClick={() => setAsked({ deed: 'give' })}>{say('entitlements.give')}</Button> : null
  return (
    <>
      <Section word="entitlements" columns={['entitlement', 'left', 'until', ...(canAct ? ['deeds'] : [])]} of={read} count={rows?.length} deed={give}>
        {rows?.map((row) => (
          <Table.Tr key={row.entitlement}>
            <Table.Td>{row.name}</Table.Td><Table.Td>{say('leaf.of', { have: row.left, need: row.issued })}</Table.Td>
            <Table.Td>{lastDay(row.through)}<Given of={row} lastDay={lastDay} {...(canAct ? { onWithdraw: (grant: Grant) => setAsked({ deed: 'withdraw', of: row, grant }) } : {})} /></Table.Td>
            {canAct ? <Table.Td><Button size="compact-xs" variant="default" aria-label={say('entitlements.use_of', { name: row.name })} disabled={row.left === 0} onClick={() => setAsked({ deed: 'use', of: row })}>{say('entitlements.use')}</Button></Table.Td> : null}
          </Table.Tr>
        ))}
      </Section>
      {asked === null ? null : <Deed asked={asked} member={member} onClose={() => setAsked(null)} />}
    </>
  )
}

/** What staff gave besides, each with its own last day. */
function Given({ of: { grants, name }, lastDay, onWithdraw }: { of: Entitlement; lastDay: (through: string | null) => string; onWithdraw?: (grant: Grant) => void }) {
  const { say } = useWords()
  const given = grants.filter(({ redemption }) => redemption === null)
  if (given.length === 0) return null
  return (
    <Stack gap={2} mt={4}>
      {given.map((grant) => (
        <Group key={grant.grant} gap="xs">
          <Text size="xs" c="dimmed">{say('entitlements.given', { left: grant.uses - grant.used, uses: grant.uses, day: lastDay(grant.through) })}</Text>
          {onWithdraw === undefined ? null : <Button size="compact-xs" variant="subtle" aria-label={say('entitlements.withdraw_of', { name, left: grant.uses - grant.used })} onClick={() => onWithdraw(grant)}>{say('entitlements.withdraw')}</Button>}
        </Group>
      ))}
    </Stack>
  )
}

function Deed({ asked, member, onClose }: { asked: Asked; member: string; onClose: () => void }) {
  const { say, language } = useWords()
  const offered = useDocument()?.entitlements ?? []
  const author = useMe().data?.staff.name ?? ''
  const [id] = useState(() => crypto.randomUUID())
  const [chosen, setChosen] = useState<string | null>(asked.deed === 'give' ? (offered[0]?.id ?? null) : asked.of.entitlement)
  const [uses, setUses] = useState<number | string>(1)
  const [through, setThrough] = useState('')
  const [reason, setReason] = useState('')
  const entitlement = chosen ?? ''
  const name = asked.deed === 'give' ? (nameOf(offered.find((one) => one.id === entitlement)?.name, language) ?? entitlement) : asked.of.name
  const write = useWrite((client, _: void) => {
    const said = { id, source: 'console', reason: reason.trim(), author }
    const path = { member, entitlement }
    if (asked.deed === 'give') return answerOf(client.POST('/api/v1/members/{member}/entitlements/{entitlement}/grants', { params: { path }, body: { ...said, uses: Number(uses), ...(through === '' ? {} : { through }) } }))
    if (asked.deed === 'use') return answerOf(client.POST('/api/v1/members/{member}/entitlements/{entitlement}/uses', { params: { path }, body: said }))
    return answerOf(client.POST('/api/v1/members/{member}/entitlements/{entitlement}/grants/{grant}/withdrawals', { params: { path: { ...path, grant: asked.grant.grant } }, body: said }))
  }, {
    touches: ['members'],
    onDone: () => {
      notifications.show({ color: 'kelp', message: say(`entitlements.${asked.deed}_done`, { name }), closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  const isReady = reason.trim() !== '' && (asked.deed !== 'give' || (chosen !== null && Number.isInteger(uses) && Number(uses) >= 1))
  return (
    <Ask isOpen title={say(`entitlements.${asked.deed}_title`)} text={say(`entitlements.${asked.deed}_text`, { name, ...(asked.deed === 'withdraw' ? { left: asked.grant.uses - asked.grant.used } : {}) })} onClose={onClose} action={say(`entitlements.${asked.deed}_go`)} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isReady} isGrave={asked.deed === 'withdraw'}>
      {asked.deed === 'give' ? (
        <>
          <Select label={say('holdings.column.entitlement')} value={chosen} onChange={setChosen} data={offered.map((one) => ({ value: one.id, label: nameOf(one.name, language) ?? one.id }))} data-autofocus />
          <NumberInput label={say('entitlements.uses')} value={uses} onChange={setUses} min={1} max={MOST_USES} allowDecimal={false} />
          <TextInput type="date" max={LAST_DAY} label={say('holdings.column.until')} description={say('entitlements.until_hint')} value={through} onChange={(event) => setThrough(event.currentTarget.value)} />
        </>
      ) : null}
      <TextInput label={say('adjust.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
    </Ask>
  )
}
