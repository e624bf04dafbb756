import { Alert, List, Select, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type Draft, type PublicationImpact, type PublishDraft } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId, useWrite } from '#console/session/client.ts'
import { levelName, useDocument } from './use-document.ts'
import { useWords } from '#console/words/use-words.ts'

type Mode = NonNullable<PublishDraft['mode']>
const MODES: readonly Mode[] = ['upgrades_only', 'new_periods', 'all']

/** Publishes what was read, after it was shown who moves. It cannot be undone; a next version may say otherwise. */
export function Publish({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [mode, setMode] = useState<Mode>('upgrades_only')
  const publish = useWrite((client, _: void) => answerOf(client.POST('/api/v1/programs/drafts/{draft}/publications', { params: { path: { draft: draft.draft } }, body: { revision: draft.revision, mode } })), {
    touches: ['program', 'members'],
    onDone: ({ version, floors }) => {
      notifications.show({ color: 'kelp', message: say('publish.done', { version }), closeButtonProps: { 'aria-label': say('ask.close') } })
      if (floors !== undefined && floors !== null && floors.ordersBelow > 0) notifications.show({ color: 'sand', message: floors.message, autoClose: false, closeButtonProps: { 'aria-label': say('ask.close') } })
      void navigate({ to: '/$store/program', params: { store } })
    },
  })
  return (
    <Ask isOpen title={say('publish.title', { name: draft.name })} text={say('publish.text')} onClose={onClose} action={say('publish.go')} onAction={() => publish.mutate()} isBusy={publish.isPending} error={publish.error}>
      <Select label={say('publish.mode')} description={say(`publish.about.${mode}`)} value={mode} onChange={(value) => setMode((value ?? 'upgrades_only') as Mode)} data={MODES.map((value) => ({ value, label: say(`mode.${value}`) }))} />
      <Impact draft={draft} mode={mode} />
    </Ask>
  )
}

function Impact({ draft, mode }: { draft: Draft; mode: Mode }) {
  const { say } = useWords()
  const impact = useRead(['program', 'impact', draft.draft, draft.revision, mode], (client) => answerOf(client.POST('/api/v1/programs/drafts/{draft}/impacts', { params: { path: { draft: draft.draft } }, body: { mode } })))
  if (impact.error !== null) return <Trouble error={impact.error} />
  if (impact.data === undefined) return <Waiting what={say('waiting.impact')} />
  return <Told impact={impact.data} />
}

function Told({ impact: { members, moves, ending, sooner, lost, liability } }: { impact: PublicationImpact }) {
  const { say, money, language } = useWords()
  const program = useDocument()
  const named = (levels: readonly string[]): string => levels.map((level) => program?.tracks.map(({ id }) => levelName(program, id, { level, language })).find((name) => name !== level) ?? level).join(', ') || say('level.none')
  return (
    <Alert color={lost.members > 0 ? 'sand' : 'tide'} title={say('impact.title', { looked: members.looked, all: members.all })}>
      <List size="sm">
        {moves.length === 0 ? <List.Item>{say('impact.nobody')}</List.Item> : moves.map(({ from, to, members: count }) => <List.Item key={`${from.join()} ${to.join()}`}>{say('impact.move', { count, from: named(from), to: named(to) })}</List.Item>)}
        {ending.members > 0 ? <List.Item>{say('impact.ending', { members: ending.members, points: ending.points })}</List.Item> : null}
        {sooner.members > 0 ? <List.Item>{say('impact.sooner', { members: sooner.members, points: sooner.points })}</List.Item> : null}
        {lost.members > 0 ? <List.Item>{say('impact.lost', { members: lost.members, points: lost.points })}</List.Item> : null}
      </List>
      <Text size="sm" mt={4}>{say('impact.liability', { before: money(liability.beforeMinor, liability.currency), after: money(liability.afterMinor, liability.currency) })}</Text>
    </Alert>
  )
}
