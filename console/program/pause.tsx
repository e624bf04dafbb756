import { Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type ProgramVersion, type Rockpool } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useTold } from '#console/page/told.ts'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { edit } from './edit/edit.ts'
import { usualKeys } from './edit/usual.ts'
import { noteOf } from './publishing-fields.tsx'

/** The switch that pauses a program, and lets it go on: it publishes the newest version again, with one line more or less, and moves no level. */
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

function AskPause({ newest: { version, isPaused }, onClose }: { newest: ProgramVersion; onClose: () => void }) {
  const { say } = useWords()
  const told = useTold()
  const [note, setNote] = useState('')
  const which = isPaused ? 'end' : 'begin'
  const publish = useWrite((client, _: void) => publishPaused(client, { version, isPaused: !isPaused, note }), {
    touches: ['program', 'members', 'rewards'],
    onDone: () => {
      told(say(`pause.${which}_done`))
      onClose()
    },
  })
  return (
    <Ask isOpen title={say(`pause.${which}`)} text={say(`pause.${which}_text`)} onClose={onClose} action={say(`pause.${which}`)} onAction={() => publish.mutate()} isBusy={publish.isPending} error={publish.error} isGrave={!isPaused}>
      <TextInput label={say('publish.note')} description={say('publish.note_hint')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={300} data-autofocus />
    </Ask>
  )
}

/** Publishes a version as it was written, but for the one line. */
async function publishPaused(client: Rockpool, { version, isPaused, note }: { version: number; isPaused: boolean; note: string }) {
  const { text, document } = await answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version: String(version) } } }))
  const { paused: _, ...going } = document
  const written = text === null ? null : edit(text, isPaused ? { kind: 'set', path: ['paused'], value: true } : { kind: 'remove', path: ['paused'] }, usualKeys)
  return answerOf(client.POST('/api/v1/programs', { body: { program: written ?? (isPaused ? { ...going, paused: true } : going), mode: 'new_periods', ...noteOf(note) } }))
}

function useNewestVersion(): ProgramVersion | undefined {
  return useRead(['program', 'versions'], (client) => answerOf(client.GET('/api/v1/programs', {})), { isWanted: useMay()('programs:read') }).data?.programs.at(-1)
}

/** The switch where a program is in force and goes on; once it is paused, `PausedNote` has it. */
export function PauseOffer() {
  const newest = useNewestVersion()
  return newest === undefined || newest.isPaused ? null : <PauseSwitch newest={newest} />
}

/** Says on top of a page that the program is paused, so that nobody wonders why nothing is earned. */
export function PausedNote() {
  const { say, time } = useWords()
  const newest = useNewestVersion()
  if (newest?.isPaused !== true) return null
  return (
    <Alert color="sand" variant="light" mb="md" role="status">
      <Group justify="space-between">
        <div><Text fw={600}>{say('pause.on', { time: newest.from === null ? say('program.ever') : time(newest.from) })}</Text><Text size="sm">{say('pause.on_text')}</Text>{newest.note === null ? null : <Text size="sm" c="dimmed">{newest.note}</Text>}</div>
        <PauseSwitch newest={newest} />
      </Group>
    </Alert>
  )
}
