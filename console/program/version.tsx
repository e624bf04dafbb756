import { Button, Group, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { answerOf, type PublishedVersion } from '#sdk/index'
import { StartBacktest } from '#console/backtests/start.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Editor } from './editor.tsx'
import { Guide } from './guide.tsx'
import { judge } from './judge.ts'
import { Origin } from './origin.tsx'
import { Restore } from './restore.tsx'
import { TryOrder } from './try-order.tsx'
import { useNewest } from './use-document.ts'

/** A version as it was published, to be read and tried, and to be published again. */
export function VersionView() {
  const { say } = useWords()
  const { version } = useParams({ strict: false }) as { version: string }
  const read = useRead(['program', 'version', version], (client) => answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version } } })))
  if (read.error !== null) return <Page title={say('nav.program')}><Trouble error={read.error} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.program')} />
  return <Version version={read.data} />
}

function Version({ version: read }: { version: PublishedVersion }) {
  const { say, time, language } = useWords()
  const { version, name, from, mode, text: written, document } = read
  const text = written ?? JSON.stringify(document, undefined, 2)
  const { program } = useMemo(() => judge(text, language), [text, language])
  return (
    <Page title={say('program.version_of', { version, name })} actions={<Deeds version={read} />}>
      <Text size="sm" c="dimmed">{from === null ? say('program.ever') : say('program.since', { time: time(from) })} · {say(`mode.${mode}`)}</Text>
      <Origin of={read} />
      <Group align="flex-start" gap="md" mt="sm">
        <div style={{ flex: '2 1 520px', minWidth: 0 }}><Editor text={text} findings={[]} label={say('program.text')} /></div>
        <div style={{ flex: '1 1 280px', minWidth: 0 }}>{program === null ? null : <><TryOrder program={program} /><Guide program={program} document={read.document} isBeside /></>}</div>
      </Group>
    </Page>
  )
}

/** What can be done with a version; one that is not the newest can be compared with it, and come back. */
function Deeds({ version: { version, name, isPaused } }: { version: PublishedVersion }) {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const newest = useNewest()
  const [asking, setAsking] = useState<'restore' | 'backtest' | null>(null)
  const isOld = newest !== undefined && newest !== version
  return (
    <>
      {may('programs:draft') ? <Button variant="default" onClick={() => setAsking('backtest')}>{say('backtest.ask')}</Button> : null}
      {isOld ? <Button variant="default" renderRoot={(props) => <Link to="/$store/program/diff" params={{ store }} search={{ from: String(version), to: String(newest) }} {...props} />}>{say('restore.compare', { newest })}</Button> : null}
      {isOld && may('programs:publish') ? <Button onClick={() => setAsking('restore')}>{say('restore.ask')}</Button> : null}
      {asking === 'backtest' ? <StartBacktest of={{ version: String(version) }} name={name} onClose={() => setAsking(null)} /> : null}
      {isOld && asking === 'restore' ? <Restore version={version} isPaused={isPaused} newest={newest} onClose={() => setAsking(null)} /> : null}
    </>
  )
}
