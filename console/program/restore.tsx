import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Impact } from './impact.tsx'
import { PauseChange } from './pause.tsx'
import { noteOf, PublishingFields, tellPublished, type Mode } from './publishing-fields.tsx'

/** Publishes an earlier version again from now, after it was said what that does and shown who moves. */
export function Restore({ version, isPaused, newest, onClose }: { version: number; isPaused: boolean; newest: number; onClose: () => void }) {
  const words = useWords()
  const { say } = words
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [mode, setMode] = useState<Mode>('upgrades_only')
  const [note, setNote] = useState('')
  const path = { version: String(version) }
  const restore = useWrite((client, _: void) => answerOf(client.POST('/api/v1/programs/versions/{version}/publications', { params: { path }, body: { mode, ...noteOf(note) } })), {
    touches: ['program', 'members', 'rewards'],
    onDone: (published) => {
      tellPublished(published, words)
      void navigate({ to: '/$store/program', params: { store } })
    },
  })
  return (
    <Ask isOpen title={say('restore.title', { version })} text={say('restore.text', { version, newest, next: newest + 1 })} onClose={onClose} action={say('restore.go', { version })} onAction={() => restore.mutate()} isBusy={restore.isPending} error={restore.error}>
      <PauseChange isPaused={isPaused} />
      <PublishingFields mode={mode} onMode={setMode} note={note} onNote={setNote} />
      <Impact of={['version', version, mode]} ask={(client) => answerOf(client.POST('/api/v1/programs/versions/{version}/impacts', { params: { path }, body: { mode } }))} />
    </Ask>
  )
}
