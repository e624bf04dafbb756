import { answerOf, type Profile } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { because, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Reads who somebody is whole, for a reason. It is kept nowhere: whoever leaves the page sees it masked again. */
export function Reveal({ member, onClose, onSeen }: { member: string; onClose: () => void; onSeen: (profile: Profile) => void }) {
  const { say } = useWords()
  const read = useWrite((client, reason: string) => answerOf(client.GET('/api/v1/members/{member}/profile', { params: { path: { member } }, headers: because(reason) })), {
    touches: [],
    onDone: (profile) => {
      onSeen(profile)
      onClose()
    },
  })
  return <AskReason title={say('reveal.title')} text={say('reveal.text')} action={say('reveal.go')} onClose={onClose} onAction={read.mutate} isBusy={read.isPending} error={read.error} />
}
