import { Alert, Badge, Button, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Invitation, type Link, type Role, type Seat } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { roleName } from './role-name.ts'
import { SeatDeeds } from './seat-deeds.tsx'

/** Who works in this store, as what, and who is invited. */
export function Staff() {
  const words = useWords()
  const { say } = words
  const may = useMay()
  const [isInviting, setInviting] = useState(false)
  const [link, setLink] = useState<Link | null>(null)
  const [mailed, setMailed] = useState<Mailed | null>(null)
  const seats = useRead(['seats'], (client) => answerOf(client.GET('/api/v1/seats', {})))
  const roles = useRead(['roles'], (client) => answerOf(client.GET('/api/v1/roles', {})))
  const error = seats.error ?? roles.error
  const isWriter = may('staff:write')
  return (
    <Page title={say('nav.staff')} actions={isWriter ? <Button onClick={() => setInviting(true)}>{say('staff.invite')}</Button> : null}>
      {link === null ? null : <LinkShown link={link} onClose={() => setLink(null)} />}
      {mailed === null ? null : <Alert color="kelp" mb="md" withCloseButton onClose={() => setMailed(null)} closeButtonLabel={say('ask.close')}>{say('staff.invited_by_mail', { email: mailed.email, time: words.time(mailed.expiresAt) })}</Alert>}
      {error !== null ? <Trouble error={error} /> : seats.data === undefined || roles.data === undefined ? <Waiting what={say('waiting.staff')} /> : <Seats seats={seats.data.seats} roles={roles.data.roles} isWriter={isWriter} onLink={setLink} />}
      <Invitations isWriter={isWriter} />
      {isInviting && roles.data !== undefined ? <Invite roles={roles.data.roles} onClose={() => setInviting(false)} onLink={setLink} onMailed={setMailed} /> : null}
    </Page>
  )
}

/** A link that is handed over by whoever made it: it is shown this once. */
function LinkShown({ link, onClose }: { link: Link; onClose: () => void }) {
  const { say, time } = useWords()
  return (
    <Alert color="tide" mb="md" title={say('staff.link')} withCloseButton onClose={onClose} closeButtonLabel={say('ask.close')}>
      <Text size="sm" mb={4}>{say('staff.link_text', { time: time(link.expiresAt) })}</Text><CopyText text={`${location.origin}${link.link}`} />
    </Alert>
  )
}

function Seats({ seats, roles, isWriter, onLink }: { seats: readonly Seat[]; roles: readonly Role[]; isWriter: boolean; onLink: (link: Link) => void }) {
  const { say } = useWords()
  return (
    <Table.ScrollContainer minWidth={680} className="card" mb="lg" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.staff'), role: 'region' } }}>
      <Table>
        <Table.Thead><Table.Tr>{['name', 'email', 'role', 'factor', 'since', 'do'].map((each) => <Table.Th key={each}>{say(`staff.column.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{seats.map((seat) => <SeatRow key={seat.seat} seat={seat} roles={roles} isWriter={isWriter} onLink={onLink} />)}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function SeatRow({ seat, roles, isWriter, onLink }: { seat: Seat; roles: readonly Role[]; isWriter: boolean; onLink: (link: Link) => void }) {
  const words = useWords()
  const { say, day } = words
  const path = { seat: seat.seat }
  const change = useWrite((client, role: string) => answerOf(client.PATCH('/api/v1/seats/{seat}', { params: { path }, body: { role } })), { touches: ['seats'] })
  const told = useToldWithUndo()
  const give = (role: Role): void => change.mutate(role.role, { onSuccess: () => told(say('staff.role_given', { name: seat.name, role: roleName(words, role) }), () => change.mutateAsync(seat.role)) })
  const canChange = isWriter && !seat.isMe
  return (
    <Table.Tr>
      <Table.Td>{seat.name}{seat.isMe ? <Badge ml="xs" size="sm">{say('staff.me')}</Badge> : null}</Table.Td>
      <Table.Td>{seat.email}</Table.Td>
      <Table.Td>{canChange ? <Select size="xs" w={170} aria-label={say('staff.role_of', { name: seat.name })} value={seat.role} onChange={(next) => roles.filter(({ role }) => role === next).forEach(give)} allowDeselect={false} data={roles.map((role) => ({ value: role.role, label: roleName(words, role) }))} error={change.error instanceof Error ? change.error.message : undefined} /> : roleName(words, { role: seat.role, name: seat.roleName })}</Table.Td>
      <Table.Td>{seat.hasSecondFactor ? <Badge color="kelp" variant="light">{say('staff.factor')}</Badge> : <Badge color="sand" variant="light">{say('staff.no_factor')}</Badge>}</Table.Td>
      <Table.Td>{day(seat.since)}</Table.Td>
      <Table.Td>{canChange ? <SeatDeeds seat={seat} onLink={onLink} /> : null}</Table.Td>
    </Table.Tr>
  )
}

function Invitations({ isWriter }: { isWriter: boolean }) {
  const words = useWords()
  const { say, time } = words
  const [asked, setAsked] = useState<Invitation | null>(null)
  const open = useRead(['invitations'], (client) => answerOf(client.GET('/api/v1/invitations', {})))
  const takeBack = useWrite((client, invitation: string) => answerOf(client.DELETE('/api/v1/invitations/{invitation}', { params: { path: { invitation } } })), { touches: ['invitations'], onDone: () => setAsked(null) })
  if (open.error !== null) return <Trouble error={open.error} />
  if (open.data === undefined || open.data.invitations.length === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">{say('staff.invited')}</Title>
      <Stack gap="xs">{open.data.invitations.map((each) => (
        <Text key={each.invitation} size="sm">{say('staff.invitation', { email: each.email, role: roleName(words, { role: each.role, name: each.roleName }), time: time(each.expiresAt) })} {isWriter ? <Button size="compact-xs" variant="subtle" color="coral" onClick={() => setAsked(each)} aria-label={say('staff.take_back_of', { email: each.email })}>{say('staff.take_back')}</Button> : null}</Text>
      ))}</Stack>
      {asked === null ? null : <Ask isOpen title={say('staff.take_back_of', { email: asked.email })} text={say('staff.take_back_text')} onClose={() => setAsked(null)} action={say('staff.take_back')} onAction={() => takeBack.mutate(asked.invitation)} isBusy={takeBack.isPending} error={takeBack.error} isGrave />}
    </section>
  )
}

type Mailed = { email: string; expiresAt: string }

/** Where the store sends mails the invitation goes by one; else the link is shown to whoever invites. */
function Invite({ roles, onClose, onLink, onMailed }: { roles: readonly Role[]; onClose: () => void; onLink: (link: Link) => void; onMailed: (mailed: Mailed) => void }) {
  const words = useWords()
  const { say } = words
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<string | null>(null)
  const invite = useWrite((client, _: void) => answerOf(client.POST('/api/v1/invitations', { body: { email: email.trim(), role: role ?? '' } })), { touches: ['invitations'], onDone: ({ isMailed, ...link }) => {
    if (isMailed) onMailed({ email: email.trim(), expiresAt: link.expiresAt })
    else onLink(link)
    onClose()
  } })
  return (
    <Ask isOpen title={say('staff.invite_title')} text={say('staff.invite_text')} onClose={onClose} action={say('staff.invite')} onAction={() => invite.mutate()} isBusy={invite.isPending} error={invite.error} isReady={email.trim() !== '' && role !== null}>
      <TextInput type="email" label={say('signin.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-autofocus />
      <Select label={say('staff.column.role')} value={role} onChange={setRole} data={roles.map((each) => ({ value: each.role, label: roleName(words, each) }))} />
    </Ask>
  )
}
