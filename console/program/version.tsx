import { Group, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answerOf, type PublishedVersion } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Editor } from './editor.tsx'
import { Guide } from './guide.tsx'
import { judge } from './judge.ts'
import { TryOrder } from './try-order.tsx'

/** A version as it was published, to be read and tried. */
export function VersionView() {
  const { say } = useWords()
  const { version } = useParams({ strict: false }) as { version: string }
  const read = useRead(['program', 'version', version], (client) => answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version } } })))
  if (read.error !== null) return <Page title={say('nav.program')}><Trouble error={read.error} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.program')} />
  return <Version version={read.data} />
}

function Version({ version: { version, name, from, mode, text: written, document } }: { version: PublishedVersion }) {
  const { say, time, language } = useWords()
  const text = written ?? JSON.stringify(document, undefined, 2)
  const { program } = useMemo(() => judge(text, language), [text, language])
  return (
    <Page title={say('program.version_of', { version, name })}>
      <Text size="sm" c="dimmed" mb="sm">{from === null ? say('program.ever') : say('program.since', { time: time(from) })} · {say(`mode.${mode}`)}</Text>
      <Group align="flex-start" gap="md">
        <div style={{ flex: '2 1 520px', minWidth: 0 }}><Editor text={text} findings={[]} label={say('program.text')} /></div>
        <div style={{ flex: '1 1 280px', minWidth: 0 }}>{program === null ? null : <><TryOrder program={program} /><Guide program={program} isBeside /></>}</div>
      </Group>
    </Page>
  )
}
