import { Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type ProgramVersion } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useTold } from '#console/page/told.ts'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { noteOf } from './publishing-fields.tsx'

/** The switch that pauses a program, and lets it go on: the server publishes its newest version again, with one line more or less, and moves no level. */
export function PauseSwitch({ newest }: { newest: ProgramVersion }) {
  const { say } = useWords()
  const [isAsking, setAsking] = useState(false)
  if (!useMay()('programs:publish')) return null
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{say(newest.isPaused ? 'pause.end' : 'pause.begin')}</Button>
      {isAsking ? <AskPause newest={newest} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function AskPause({ newest: { version, from, isInForce, isPaused }, onClose }: { newest: ProgramVersion; onClose: () => void }) {
  const { say, time } = useWords()
  const told = useTold()
  const [note, setNote] = useState('')
  const [which] = useState(isPaused ? 'end' : 'begin')
  const isLater = !isInForce && from !== null
  const publish = useWrite((client, _: void) => answerOf(which === 'end' ? client.POST('/api/v1/programs/resumptions', { body: noteOf(note) }) : client.POST('/api/v1/programs/pauses', { body: { ...noteOf(note), isLater } })), {
    touches: ['program', 'members', 'rewards'],
    onDone: (published) => {
      told(say(`pause.${which}_done`, { time: published.from === null ? say('program.ever') : time(published.from) }))
      onClose()
    },
  })
  return (
    <Ask isOpen title={say(`pause.${which}`)} text={say(`pause.${which}_text`)} onClose={onClose} action={say(`pause.${which}`)} onAction={() => publish.mutate()} isBusy={publish.isPending} error={publish.error} isGrave={which === 'begin'}>
      {!isLater ? null : <Alert color="sand">{say('pause.to_come', { version, time: time(from) })}</Alert>}
      <TextInput label={say('publish.note')} description={say('publish.note_hint')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={300} data-autofocus />
    </Ask>
  )
}

/** The switch where the program goes on; once it is paused, `PausedNote` has it. */
export function PauseOffer() {
  const newest = useNewestVersion()
  return newest === undefined || newest.isPaused ? null : <PauseSwitch newest={newest} />
}

/** Says on top of a page that the program is paused, or will be, so that nobody wonders why nothing is earned. */
export function PausedNote() {
  const { say, time } = useWords()
  const newest = useNewestVersion()
  const inForce = useVersions().find(({ isInForce }) => isInForce)
  if (newest === undefined || inForce === undefined || !(newest.isPaused || inForce.isPaused)) return null
  const isOn = inForce.isPaused && newest.isPaused
  const { from } = isOn ? inForce : newest
  return (
    <Alert color="sand" variant="light" mb="md" role="status">
      <Group justify="space-between">
        <div><Text fw={600}>{say(isOn ? 'pause.on' : newest.isPaused ? 'pause.on_later' : 'pause.on_until', { time: from === null ? say('program.ever') : time(from) })}</Text>{inForce.isPaused ? <Text size="sm">{say('pause.on_text')}</Text> : null}{newest.note === null ? null : <Text size="sm" c="dimmed">{newest.note}</Text>}</div>
        {newest.isPaused ? <PauseSwitch newest={newest} /> : null}
      </Group>
    </Alert>
  )
}

/** Says what publishing something does to a pause: it ends with a program that is not paused, and begins with one that is. */
export function PauseChange({ isPaused }: { isPaused: boolean }) {
  const { say } = useWords()
  const wasPaused = useNewestVersion()?.isPaused
  if (wasPaused === undefined || (!wasPaused && !isPaused)) return null
  return <Alert color="sand">{say(`pause.published_${isPaused ? (wasPaused ? 'still' : 'begins') : 'ends'}`)}</Alert>
}

function useVersions(): readonly ProgramVersion[] {
  return useRead(['program', 'versions'], (client) => answerOf(client.GET('/api/v1/programs', {})), { isWanted: useMay()('programs:read') }).data?.programs ?? []
}

function useNewestVersion(): ProgramVersion | undefined {
  return useVersions().at(-1)
}
