import { Button } from '@mantine/core'
import type { SignInState } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useWords } from '#console/words/use-words.ts'
import { useWrite } from './client.ts'
import { signInWithPasskey } from './passkeys.ts'

/** Signs in with a passkey of this device; whoever says no to their browser is told nothing. */
export function ByPasskey({ isMain = false, onState }: { isMain?: boolean; onState: (state: SignInState) => void }) {
  const { say } = useWords()
  const show = useWrite((client, _: void) => signInWithPasskey(client), { touches: [], onDone: onState })
  const wasDeclined = show.error instanceof DOMException
  return (
    <>
      {show.error === null || wasDeclined ? null : <Trouble error={show.error} />}
      <Button variant={isMain ? 'filled' : 'default'} loading={show.isPending} onClick={() => show.mutate()} {...(isMain ? { 'data-autofocus': true } : {})}>{say('signin.passkey')}</Button>
    </>
  )
}
