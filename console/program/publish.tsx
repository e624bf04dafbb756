import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type Draft } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Impact } from './impact.tsx'
import { PauseChange } from './pause.tsx'
import { noteOf, PublishingFields, tellPublished, type Mode } from './publishing-fields.tsx'

/** Publishes what was read, after it was shown who moves. It cannot be undone; a next version may say otherwise. */
export function Publish({ draft: { draft, name, revision }, isPaused, onClose }: { draft: Draft; isPaused: boolean; onClose: () => void }) {
  const words = useWords()
  const { say } = words
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [mode, setMode] = useState<Mode>('upgrades_only')
  const [note, setNote] = useState('')
  const publish = useWrite((client, _: void) => answerOf(client.POST('/api/v1/programs/drafts/{draft}/publications', { params: { path: { draft } }, body: { revision, mode, ...noteOf(note) } })), {
    touches: ['program', 'members', 'rewards'],
    onDone: (published) => {
      tellPublished(published, words)
      void navigate({ to: '/$store/program', params: { store } })
    },
  })
  return (
    <Ask isOpen title={say('publish.title', { name })} text={say('publish.text')} onClose={onClose} action={say('publish.go')} onAction={() => publish.mutate()} isBusy={publish.isPending} error={publish.error}>
      <PauseChange isPaused={isPaused} />
      <PublishingFields mode={mode} onMode={setMode} note={note} onNote={setNote} />
      <Impact of={[draft, revision, mode]} ask={(client) => answerOf(client.POST('/api/v1/programs/drafts/{draft}/impacts', { params: { path: { draft } }, body: { mode } }))} />
    </Ask>
  )
}
