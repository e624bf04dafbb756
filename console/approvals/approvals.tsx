import { Alert, Badge, Button, Group, Paper, Text, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf, type Approval } from '#sdk/index'
import { SomebodyLink } from '#console/feed/somebody.tsx'
import { Ask } from '#console/page/ask.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useUnits, type Units } from '#console/words/use-units.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { ApprovalLimit } from './limit.tsx'

const AT_ONCE = 30
type Answer = 'grant' | 'refuse' | 'withdraw'

/** What was asked for that nobody may do alone: what waits, then what became of the rest. */
export function Approvals() {
  const { say } = useWords()
  const waiting = usePages(['approvals', 'waiting'], (client, after) => answerOf(client.GET('/api/v1/approvals', { params: { query: { status: 'waiting', limit: AT_ONCE, ...after } } })))
  const all = usePages(['approvals', 'all'], (client, after) => answerOf(client.GET('/api/v1/approvals', { params: { query: { limit: AT_ONCE, ...after } } })))
  const open = waiting.data?.pages.flatMap((page) => page.approvals)
  const decided = all.data?.pages.flatMap((page) => page.approvals).filter(({ status }) => status !== 'waiting')
  return (
    <Page title={say('nav.approvals')}>
      <ApprovalLimit />
      <Title order={2} mt="md" mb="xs">{say('approvals.waiting')}</Title>
      {waiting.error !== null ? <Trouble error={waiting.error} onRetry={() => void waiting.refetch()} /> : open === undefined ? <Waiting what={say('waiting.approvals')} /> : open.length === 0 ? <Text c="dimmed">{say('approvals.none')}</Text> : open.map((approval) => <OneApproval key={approval.approval} approval={approval} />)}
      <More pages={waiting} />
      {decided === undefined || decided.length === 0 ? null : <><Title order={2} mt="lg" mb="xs">{say('approvals.decided')}</Title>{decided.map((approval) => <OneApproval key={approval.approval} approval={approval} />)}</>}
      <More pages={all} />
    </Page>
  )
}

/** What somebody asked for, in a few words. */
function wantedText({ deed, points, unit, members }: Approval, { say }: Pick<Words, 'say'>, units: Units): string {
  return say(deed === 'forgiveness' ? 'approvals.forgive' : points < 0 ? 'approvals.take' : 'approvals.give', { told: units.told(unit ?? units.main, Math.abs(points)), deed, members })
}

function OneApproval({ approval }: { approval: Approval }) {
  const { say, time } = useWords()
  const units = useUnits()
  const may = useMay()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { member, reason, status, askedBy, askedAt, decidedBy, decidedAt, note, isOwn } = approval
  const isOpen = status === 'waiting'
  const offered: Answer[] = !isOpen ? [] : isOwn ? ['withdraw'] : may('approvals:write') ? ['grant', 'refuse'] : []
  return (
    <Paper mb="xs" component="article">
      <Group justify="space-between" align="flex-start">
        <div>
          <Text fw={500}>{wantedText(approval, { say }, units)}</Text>
          {member === null ? null : <SomebodyLink somebody={member} />}
          <Text size="sm">{reason ?? say('approvals.no_reason')}</Text>
          <Text size="xs" c="dimmed">{say('approvals.asked_by', { name: askedBy.name ?? askedBy.id, time: time(askedAt) })}</Text>
          {decidedBy === null || decidedAt === null ? null : <Text size="xs" c="dimmed">{say('approvals.decided_by', { name: decidedBy.name ?? decidedBy.id, time: time(decidedAt) })}{note === null ? '' : ` · ${note}`}</Text>}
        </div>
        <Group gap="xs">
          {isOpen ? null : <Badge variant="light" color={status === 'granted' ? 'kelp' : 'gray'}>{say(`approvals.status.${status}`)}</Badge>}
          {isOpen && offered.length === 0 ? <Text size="sm" c="dimmed">{say('approvals.others')}</Text> : null}
          {offered.map((one) => <Button key={one} size="xs" variant={one === 'grant' ? 'filled' : 'default'} onClick={() => setAnswer(one)}>{say(`approvals.do.${one}`)}</Button>)}
        </Group>
      </Group>
      {answer === null ? null : <Decide approval={approval} answer={answer} onClose={() => setAnswer(null)} />}
    </Paper>
  )
}

function Decide({ approval: wanted, answer, onClose }: { approval: Approval; answer: Answer; onClose: () => void }) {
  const { say } = useWords()
  const units = useUnits()
  const [note, setNote] = useState('')
  const params = { path: { approval: wanted.approval } }
  const body = note.trim() === '' ? {} : { note: note.trim() }
  const write = useWrite<void, Approval>((client) => answerOf(answer === 'grant' ? client.POST('/api/v1/approvals/{approval}/grants', { params, body }) : answer === 'refuse' ? client.POST('/api/v1/approvals/{approval}/refusals', { params, body }) : client.DELETE('/api/v1/approvals/{approval}', { params })), {
    touches: ['approvals', 'members', 'jobs', 'feed'],
    onDone: ({ status }) => {
      notifications.show({ color: 'kelp', message: say(`approvals.done.${status}`), closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say(`approvals.title.${answer}`)} onClose={onClose} action={say(`approvals.do.${answer}`)} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isGrave={answer !== 'grant'}>
      {answer === 'grant' ? <Alert color="tide">{say('approvals.will', { what: wantedText(wanted, { say }, units) })}</Alert> : null}
      {answer === 'withdraw' ? null : <TextInput label={say('approvals.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={200} data-autofocus />}
    </Ask>
  )
}
