import { Badge, Button, Checkbox, Group, Table, Text, TextInput } from '@mantine/core'
import { CheckIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type CreateRole, type Role } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { roleName } from './role-name.ts'

type Permission = CreateRole['permissions'][number]

/** What each role may do, as one grid; a store makes roles of its own beside those that every store has. */
export function Roles() {
  const { say } = useWords()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const roles = useRead(['roles'], (client) => answerOf(client.GET('/api/v1/roles', {})))
  const grid = useRead(['permissions'], (client) => answerOf(client.GET('/api/v1/permissions', {})))
  const error = roles.error ?? grid.error
  const isWriter = may('staff:write')
  return (
    <Page title={say('nav.roles')} actions={isWriter ? <Button onClick={() => setMaking(true)}>{say('roles.make')}</Button> : null}>
      <Text size="sm" c="dimmed" mb="sm">{say('roles.about')}</Text>
      {error !== null ? <Trouble error={error} /> : roles.data === undefined || grid.data === undefined ? <Waiting what={say('waiting.roles')} /> : <Grid roles={roles.data.roles} permissions={grid.data.permissions as Permission[]} isWriter={isWriter} />}
      {isMaking ? <Make onClose={() => setMaking(false)} /> : null}
    </Page>
  )
}

function Grid({ roles, permissions, isWriter }: { roles: readonly Role[]; permissions: readonly Permission[]; isWriter: boolean }) {
  const words = useWords()
  const { say } = words
  const change = useWrite((client, { role, permissions: next }: { role: string; permissions: Permission[] }) => answerOf(client.PATCH('/api/v1/roles/{role}', { params: { path: { role } }, body: { permissions: next } })), { touches: ['roles', 'permissions', 'me'] })
  const flip = ({ role, permissions: has }: Role, permission: Permission): void => change.mutate({ role, permissions: has.includes(permission) ? has.filter((each) => each !== permission) : [...has, permission] })
  return (
    <>
      {change.error === null ? null : <Trouble error={change.error} />}
      <Table.ScrollContainer minWidth={760} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.roles'), role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{say('roles.permission')}</Table.Th>{roles.map((role) => <Table.Th key={role.role} ta="center"><RoleHead role={role} isWriter={isWriter} /></Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {permissions.map((permission) => (
              <Table.Tr key={permission}>
                <Table.Td miw={260}><Text size="sm">{say(`permission.${permission}`)}</Text><Text size="xs" c="dimmed" className="fixed whole">{permission}</Text></Table.Td>
                {roles.map((role) => (
                  <Table.Td key={role.role} ta="center">
                    {role.isBuiltIn || !isWriter
                      ? role.permissions.includes(permission) ? <CheckIcon aria-label={say('roles.may')} /> : <span className="mantine-visually-hidden" aria-label={say('roles.may_not')} role="img" />
                      : <Checkbox size="xs" display="inline-flex" checked={role.permissions.includes(permission)} disabled={change.isPending} onChange={() => flip(role, permission)} aria-label={say('roles.flip', { role: roleName(words, role), permission: say(`permission.${permission}`) })} />}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}

function RoleHead({ role, isWriter }: { role: Role; isWriter: boolean }) {
  const words = useWords()
  const { say } = words
  const [isAsking, setAsking] = useState(false)
  const [isChanging, setChanging] = useState(false)
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/roles/{role}', { params: { path: { role: role.role } } })), { touches: ['roles', 'permissions'], onDone: () => setAsking(false) })
  return (
    <Group gap={4} justify="center">
      {roleName(words, role)}{role.needsSecondFactor ? <Badge size="xs">{say('roles.factor')}</Badge> : null}
      {isWriter ? <Button size="compact-xs" variant="subtle" onClick={() => setChanging(true)} aria-label={say('roles.change_of', { role: roleName(words, role) })}>{say('roles.change')}</Button> : null}
      {isChanging ? <Change role={role} onClose={() => setChanging(false)} /> : null}
      {isWriter && !role.isBuiltIn ? <Button size="compact-xs" variant="subtle" color="coral" onClick={() => setAsking(true)} aria-label={say('roles.remove_of', { role: roleName(words, role) })}>{say('roles.remove')}</Button> : null}
      <Ask isOpen={isAsking} title={say('roles.remove_of', { role: roleName(words, role) })} text={say('roles.remove_text')} onClose={() => setAsking(false)} action={say('roles.remove')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} isGrave />
    </Group>
  )
}

/** What a role of the store is called, and of every role whether it asks for a second factor. */
function Change({ role, onClose }: { role: Role; onClose: () => void }) {
  const words = useWords()
  const { say } = words
  const [name, setName] = useState(role.name ?? '')
  const [needsSecondFactor, setNeeds] = useState(role.needsSecondFactor)
  const body = { needsSecondFactor, ...(role.isBuiltIn ? {} : { name: name.trim() }) }
  const change = useWrite((client, _: void) => answerOf(client.PATCH('/api/v1/roles/{role}', { params: { path: { role: role.role } }, body })), { touches: ['roles', 'seats', 'invitations', 'me'], onDone: onClose })
  return (
    <Ask isOpen title={say('roles.change_of', { role: roleName(words, role) })} text={say('roles.change_text')} onClose={onClose} action={say('roles.save')} onAction={() => change.mutate()} isBusy={change.isPending} error={change.error} isReady={role.isBuiltIn || name.trim() !== ''}>
      {role.isBuiltIn ? null : <TextInput label={say('roles.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} data-autofocus />}
      <Checkbox label={say('roles.needs_factor')} checked={needsSecondFactor} onChange={(event) => setNeeds(event.currentTarget.checked)} />
    </Ask>
  )
}

function Make({ onClose }: { onClose: () => void }) {
  const { say } = useWords()
  const [name, setName] = useState('')
  const [needsSecondFactor, setNeeds] = useState(false)
  const make = useWrite((client, _: void) => answerOf(client.POST('/api/v1/roles', { body: { name: name.trim(), permissions: [], needsSecondFactor } })), { touches: ['roles', 'permissions'], onDone: onClose })
  return (
    <Ask isOpen title={say('roles.make')} text={say('roles.make_text')} onClose={onClose} action={say('roles.make')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} isReady={name.trim() !== ''}>
      <TextInput label={say('roles.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Checkbox label={say('roles.needs_factor')} checked={needsSecondFactor} onChange={(event) => setNeeds(event.currentTarget.checked)} />
    </Ask>
  )
}
