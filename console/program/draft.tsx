import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { answerOf, type Draft } from '#sdk/index'
import { StartBacktest } from '#console/backtests/start.tsx'
import { Ask } from '#console/page/ask.tsx'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Panes } from './panes.tsx'
import { Publish } from './publish.tsx'
import { SaveState } from './save-state.tsx'
import { textOf, useAutosave } from './use-autosave.ts'
import { useWriting } from './use-writing.ts'

/** A draft: written as a form or as text, checked and tried as one writes, saved by itself, published. */
export function DraftView() {
  const { say } = useWords()
  const { draft } = useParams({ strict: false }) as { draft: string }
  const read = useRead(['program', 'draft', draft], (client) => answerOf(client.GET('/api/v1/programs/drafts/{draft}', { params: { path: { draft } } })))
  // What was read first, as it is now, stays while it is read again, in another language say: what is written must not go.
  const first = useRef<Draft | undefined>(undefined)
  if (first.current?.draft !== draft) first.current = read.isFetching ? undefined : read.data
  if (first.current === undefined && read.error !== null) return <Page title={say('nav.program')}><Trouble error={read.error} /></Page>
  if (first.current === undefined) return <Waiting what={say('waiting.draft')} />
  return <Written key={draft} draft={first.current} />
}

function Written({ draft }: { draft: Draft }) {
  const { say } = useWords()
  const may = useMay()
  const isWriter = may('programs:draft')
  const [asking, setAsking] = useState<'delete' | 'backtest' | { publish: number } | null>(null)
  const writing = useWriting(textOf(draft))
  const saving = useAutosave(draft, { text: writing.text, isWriter, onTake: (text) => writing.write(text, 'theirs') })
  useUnsavedGuard(saving.isUnsaved, { outlivesSearch: true })
  const isReady = !saving.isUnsaved && writing.program !== null && writing.isSettled
  return (
    <Page title={draft.name} actions={
      <>
        {isWriter ? <SaveState saving={saving} writing={writing} /> : null}
        {isWriter ? <Button variant="subtle" color="coral" onClick={() => setAsking('delete')}>{say('program.delete')}</Button> : null}
        {writing.program === null || !isWriter ? null : <Button variant="default" disabled={!isReady} onClick={() => setAsking('backtest')}>{say('backtest.ask')}</Button>}
        {may('programs:publish') ? <Button disabled={!isReady} onClick={() => setAsking({ publish: saving.revision })}>{say('program.publish')}</Button> : null}
      </>
    }>
      {saving.error === null ? null : <Trouble error={saving.error} />}
      {saving.theirs === null ? null : <Button.Group my="sm"><Button variant="default" size="xs" onClick={saving.takeTheirs}>{say('draft.take_theirs', { revision: saving.theirs })}</Button><Button variant="default" size="xs" onClick={saving.keepMine}>{say('draft.keep_mine')}</Button></Button.Group>}
      <Panes writing={writing} isReadOnly={!isWriter} />
      {asking === 'backtest' ? <StartBacktest of={{ draft: draft.draft }} name={draft.name} onClose={() => setAsking(null)} /> : null}
      {typeof asking === 'object' && asking !== null ? <Publish draft={{ ...draft, revision: asking.publish }} isPaused={writing.program?.isPaused === true} onClose={() => setAsking(null)} /> : null}
      {asking === 'delete' ? <Delete draft={draft} onClose={() => setAsking(null)} /> : null}
    </Page>
  )
}

function Delete({ draft: { draft, name }, onClose }: { draft: Draft; onClose: () => void }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/programs/drafts/{draft}', { params: { path: { draft } } })), { touches: [], onDone: () => void navigate({ to: '/$store/program', params: { store }, ignoreBlocker: true }) })
  return <Ask isOpen title={say('program.delete_title', { name })} text={say('program.delete_text')} onClose={onClose} action={say('program.delete')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} isGrave />
}
