import { Alert, Button, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { answerOf, type Draft } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { StartBacktest } from '#console/backtests/start.tsx'
import { Editor } from './editor.tsx'
import { Findings } from './findings.tsx'
import { Guide } from './guide.tsx'
import { judge } from './judge.ts'
import { Publish } from './publish.tsx'
import { TryOrder } from './try-order.tsx'

const PATIENCE_MS = 250

/** A draft: written, checked as one types, tried on an order, saved, published. */
export function DraftView() {
  const { say } = useWords()
  const { draft } = useParams({ strict: false }) as { draft: string }
  const read = useRead(['program', 'draft', draft], (client) => answerOf(client.GET('/api/v1/programs/drafts/{draft}', { params: { path: { draft } } })))
  if (read.error !== null) return <Page title={say('nav.program')}><Trouble error={read.error} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.draft')} />
  return <Written key={read.data.revision} draft={read.data} />
}

function Written({ draft }: { draft: Draft }) {
  const { say, language } = useWords()
  const may = useMay()
  const saved = typeof draft.program === 'string' ? draft.program : JSON.stringify(draft.program, undefined, 2)
  const [text, setText] = useState(saved)
  const [asking, setAsking] = useState<'publish' | 'delete' | 'backtest' | null>(null)
  const [settled] = useDebouncedValue(text, PATIENCE_MS)
  const { findings, program } = useMemo(() => judge(settled, language), [settled, language])
  const isUnsaved = text !== saved
  useUnsavedGuard(isUnsaved)
  const save = useWrite((client, _: void) => answerOf(client.PATCH('/api/v1/programs/drafts/{draft}', { params: { path: { draft: draft.draft } }, body: { revision: draft.revision, program: text } })), {
    touches: ['program'], onDone: () => notifications.show({ color: 'kelp', message: say('program.saved'), closeButtonProps: { 'aria-label': say('ask.close') } }),
  })
  const isWriter = may('programs:draft')
  return (
    <Page title={draft.name} actions={
      <>
        {isWriter ? <Button variant="subtle" color="coral" onClick={() => setAsking('delete')}>{say('program.delete')}</Button> : null}
        {isWriter ? <Button variant="default" disabled={!isUnsaved} loading={save.isPending} onClick={() => save.mutate()}>{say('program.save')}</Button> : null}
        {program === null ? null : <Button variant="default" disabled={isUnsaved} onClick={() => setAsking('backtest')}>{say('backtest.ask')}</Button>}
        {may('programs:publish') ? <Button disabled={isUnsaved || program === null || settled !== text} onClick={() => setAsking('publish')}>{say('program.publish')}</Button> : null}
      </>
    }>
      {save.error === null ? null : <Trouble error={save.error} />}
      <Group align="flex-start" gap="md" wrap="wrap-reverse">
        <div style={{ flex: '2 1 520px', minWidth: 0 }}><Editor text={text} findings={findings} label={say('program.text')} describedBy="findings" {...(isWriter ? { onChange: setText } : {})} /></div>
        <div style={{ flex: '1 1 280px', minWidth: 0 }}>
          <Findings findings={findings} />
          {program === null ? <Alert mt="md" color="sand"><Text size="sm">{say('try.mistakes')}</Text></Alert> : <><TryOrder program={program} /><Guide program={program} isBeside /></>}
        </div>
      </Group>
      {asking === 'backtest' ? <StartBacktest of={{ draft: draft.draft }} name={draft.name} onClose={() => setAsking(null)} /> : null}
      {asking === 'publish' ? <Publish draft={draft} onClose={() => setAsking(null)} /> : null}
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
