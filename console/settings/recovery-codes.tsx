import { Alert, PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CopyText } from '#console/page/copy-text.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Recovery codes, which are shown this once: until they are put away. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { say } = useWords()
  return (
    <Alert color="tide" mb="sm" title={say('codes.title')} withCloseButton onClose={onClose} closeButtonLabel={say('ask.close')}>
      <Text size="sm" mb="xs">{say('codes.text')}</Text>
      <ul className="fixed">{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <CopyText text={codes.join('\n')} label={say('codes.copy_all')} />
    </Alert>
  )
}

/** Asks for the password before other recovery codes come in the place of those before. */
export function NewRecoveryCodes({ onCodes, onClose }: { onCodes: (codes: readonly string[]) => void; onClose: () => void }) {
  const { say } = useWords()
  const [password, setPassword] = useState('')
  const make = useWrite(async (client, _: void) => onCodes((await answerOf(client.POST('/api/v1/staff/recovery-codes', { body: { password } }))).recoveryCodes), { touches: ['me'], onDone: onClose })
  return (
    <Ask isOpen title={say('codes.make')} text={say('codes.make_text')} onClose={onClose} action={say('totp.go')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} isReady={password !== ''}>
      <PasswordInput label={say('signin.password')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} data-autofocus />
    </Ask>
  )
}
