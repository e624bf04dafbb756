import { Badge, type BadgeProps } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { useTold } from '#console/page/told.ts'
import { because, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Says beside a name that the figures leave this member out. */
export function TestBadge(place: Pick<BadgeProps, 'ml'>) {
  const { say } = useWords()
  return <Badge size="sm" color="sand" variant="light" {...place}>{say('test.badge')}</Badge>
}

/** Marks somebody as a test member for a reason, or says that they count again. */
export function MarkTest({ member, isTest, onClose }: { member: string; isTest: boolean; onClose: () => void }) {
  const { say } = useWords()
  const tell = useTold()
  const write = useWrite((client, reason: string) => answerOf(client.PATCH('/api/v1/members/{member}/profile', { params: { path: { member } }, body: { isTest: !isTest }, headers: because(reason) })), {
    touches: ['members', 'feed', 'figures'],
    onDone: () => {
      tell(say(isTest ? 'test.unmarked' : 'test.marked'))
      onClose()
    },
  })
  const word = isTest ? 'unmark' : 'mark'
  return <AskReason title={say(`test.${word}_title`)} text={say(`test.${word}_text`)} action={say(isTest ? 'test.stop' : 'test.go')} onClose={onClose} onAction={(reason) => write.mutate(reason)} isBusy={write.isPending} error={write.error} />
}
