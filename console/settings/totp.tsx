import { Badge, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type NewTotp } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { QrCode } from './qr-code.tsx'
import { NewRecoveryCodes, RecoveryCodes } from './recovery-codes.tsx'

type Doing = 'enrol' | 'codes' | 'remove' | null

/** The authenticator app: the password opens it, a first code of the app proves it, and the recovery codes are shown once. */
export function Totp() {
  const { say } = useWords()
  const { data: me } = useMe()
  const [doing, setDoing] = useState<Doing>(null)
  const [begun, setBegun] = useState<NewTotp | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const has = me?.staff.hasTotp === true
  const isNeeded = me?.staff.needsSecondFactor === true && !me.staff.hasSecondFactor
  const hasPasskey = !has && me?.staff.hasSecondFactor === true
  return (
    <Paper>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('totp.title')}</Title><Badge color={has ? 'kelp' : hasPasskey ? 'gray' : 'sand'} variant="light">{say(`totp.${has ? 'on' : hasPasskey ? 'optional' : 'off'}`)}</Badge></Group>
      <Text size="sm" c="dimmed" mb="sm">{say(`totp.${isNeeded ? 'needed' : hasPasskey ? 'beside_passkey' : 'text'}`)}</Text>
      {codes === null ? null : <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
      {begun === null ? (
        <Group gap="xs">
          {has ? <><Button size="xs" variant="default" onClick={() => setDoing('codes')}>{say('codes.make')}</Button><Button size="xs" variant="subtle" color="coral" onClick={() => setDoing('remove')}>{say('totp.remove')}</Button></> : <Button onClick={() => setDoing('enrol')}>{say('totp.enrol')}</Button>}
        </Group>
      ) : <Confirm begun={begun} onDone={(shown) => { setBegun(null); setCodes(shown) }} />}
      {doing === 'codes' ? <NewRecoveryCodes onCodes={setCodes} onClose={() => setDoing(null)} /> : null}
      {doing === null || doing === 'codes' ? null : <ByPassword doing={doing} onClose={() => setDoing(null)} onBegun={setBegun} />}
    </Paper>
  )
}

function ByPassword({ doing, onClose, onBegun }: { doing: 'enrol' | 'remove'; onClose: () => void; onBegun: (totp: NewTotp) => void }) {
  const { say } = useWords()
  const [password, setPassword] = useState('')
  const body = { password }
  const write = useWrite(async (client, _: void) => {
    if (doing === 'enrol') onBegun(await answerOf(client.POST('/api/v1/staff/totp', { body })))
    else await client.POST('/api/v1/staff/totp/removals', { body })
  }, { touches: ['me', 'sessions'], onDone: onClose })
  return (
    <Ask isOpen title={say(`totp.${doing}`)} text={say('totp.ask')} onClose={onClose} action={say('totp.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={password !== ''} isGrave={doing === 'remove'}>
      <PasswordInput label={say('signin.password')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} data-autofocus />
    </Ask>
  )
}

function Confirm({ begun: { secret, uri }, onDone }: { begun: NewTotp; onDone: (codes: readonly string[]) => void }) {
  const { say } = useWords()
  const [code, setCode] = useState('')
  const confirm = useWrite((client, _: void) => answerOf(client.POST('/api/v1/staff/totp/confirmations', { body: { code: code.trim() } })), { touches: ['me', 'sessions'], onDone: ({ recoveryCodes }) => onDone(recoveryCodes) })
  return (
    <form onSubmit={(event) => { event.preventDefault(); confirm.mutate() }}>
      <Stack gap="sm">
        <QrCode text={uri} label={say('totp.picture')} />
        <Text size="sm">{say('totp.secret')} <CopyText text={secret} /></Text>
        <TextInput label={say('factor.totp')} value={code} onChange={(event) => setCode(event.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" autoFocus maw={200} />
        {confirm.error === null ? null : <Trouble error={confirm.error} />}
        <Group><Button type="submit" loading={confirm.isPending} disabled={!/^\d{6}$/.test(code.trim())}>{say('totp.confirm')}</Button></Group>
      </Stack>
    </form>
  )
}
