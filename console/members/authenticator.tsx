import { answerOf } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Takes the authenticator app away from a member who has lost it, and could not sign in any more. */
export function RemoveAuthenticator({ member, onClose }: { member: string; onClose: () => void }) {
  const { say } = useWords()
  const remove = useWrite((client, reason: string) => answerOf(client.POST('/api/v1/members/{member}/authenticator-removals', { params: { path: { member } }, body: { reason } })), { touches: ['members'], onDone: onClose })
  return <AskReason isGrave title={say('authenticator.title')} text={say('authenticator.text')} action={say('authenticator.go')} onClose={onClose} onAction={remove.mutate} isBusy={remove.isPending} error={remove.error} />
}
