import { Alert, Button, Group, NumberInput, Paper, PasswordInput, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type ChangeMailSettings, type MailSettings } from '#sdk/index'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { useTold } from '#console/page/told.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { portFor, PORTS, type Security } from './ports.ts'

/** The mail server, its account, and who mails are from. The password is sent and never comes back. */
export function Settings({ settings, isWriter }: { settings: MailSettings; isWriter: boolean }) {
  const { say } = useWords()
  const told = useTold()
  const [written, setWritten] = useState<ChangeMailSettings>({})
  const value = { ...settings, ...written }
  const isUnsaved = Object.keys(written).length > 0
  useUnsavedGuard(isUnsaved)
  const body: ChangeMailSettings = settings.isSet ? written : { port: PORTS.starttls, security: 'starttls', ...written }
  const save = useWrite((client, _: void) => answerOf(client.PATCH('/api/v1/mail-settings', { body })), { touches: ['mail', 'start'], onDone: () => told(say('shop.saved')) })
  const set = (part: ChangeMailSettings): void => setWritten((before) => ({ ...before, ...part }))
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  return (
    <Paper component="form" maw={820} onSubmit={(event) => { event.preventDefault(); save.mutate() }}><Stack gap="sm">
      <Title order={2}>{say('mail.server')}</Title>
      {settings.isSet ? null : <Alert color="sand">{say('mail.not_set')}</Alert>}
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label={say('mail.host')} placeholder="smtp.example.com" required value={value.host ?? ''} readOnly={!isWriter} onChange={(event) => set({ host: event.currentTarget.value.trim() })} />
        <Select label={say('mail.security')} value={value.security ?? 'starttls'} disabled={!isWriter} onChange={(way) => set({ security: way as Security, port: portFor(way as Security, value) })} data={(Object.keys(PORTS) as Security[]).map((way) => ({ value: way, label: say(`mail.way.${way}`) }))} />
        <NumberInput label={say('mail.port')} min={1} max={65535} allowDecimal={false} value={value.port ?? PORTS.starttls} readOnly={!isWriter} onChange={(port) => set({ port: Number(port) })} />
        <TextInput label={say('mail.username')} value={value.username ?? ''} readOnly={!isWriter} onChange={(event) => set({ username: orNull(event.currentTarget.value) })} />
        <PasswordInput label={say('mail.password')} description={settings.hasPassword ? say('mail.password_kept') : undefined} autoComplete="new-password" value={written.password ?? ''} readOnly={!isWriter} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} />
      </SimpleGrid>
      <Title order={2}>{say('mail.sender')}</Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label={say('mail.sender_name')} required value={value.senderName ?? ''} readOnly={!isWriter} onChange={(event) => set({ senderName: event.currentTarget.value })} />
        <TextInput type="email" label={say('mail.sender_address')} required value={value.senderAddress ?? ''} readOnly={!isWriter} onChange={(event) => set({ senderAddress: event.currentTarget.value.trim() })} />
        <TextInput type="email" label={say('mail.reply_to')} value={value.replyTo ?? ''} readOnly={!isWriter} onChange={(event) => set({ replyTo: orNull(event.currentTarget.value) })} />
      </SimpleGrid>
      {save.error === null ? null : <Trouble error={save.error} />}
      {isWriter ? <Group justify="flex-end"><Button type="submit" disabled={!isUnsaved} loading={save.isPending}>{say('shop.save')}</Button></Group> : null}
    </Stack></Paper>
  )

  function setPassword(password: string): void {
    setWritten(({ password: _, ...rest }) => (password === '' ? rest : { ...rest, password }))
  }
}
