import { Badge, Button, FileButton, Group, Paper, Progress, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type Import, type ImportPage } from '#sdk/index'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { MOST_BYTES } from './send-file.ts'
import { useSending } from './use-sending.ts'

const AT_ONCE = 20
const MEBIBYTE = 1024 * 1024

/** Files of members: a new one, and those that were brought in or are on their way. */
export function Imports() {
  const { say } = useWords()
  const store = useStoreId() as string
  const pages = usePages<ImportPage>(['imports', 'list'], (client, from) => answerOf(client.GET('/api/v1/imports', { params: { query: { limit: AT_ONCE, ...from } } })))
  const imports = pages.data?.pages.flatMap((page) => page.imports)
  return (
    <Page title={say('imports.title')}>
      <Text size="sm" mb="sm"><Link to="/$store/members" params={{ store }}>{say('imports.back')}</Link></Text>
      <NewFile />
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : imports === undefined ? <Waiting what={say('waiting.imports')} /> : imports.length === 0 ? null : (
        <Sheet label={say('imports.title')} columns={['file', 'since', 'state', 'result'].map((each) => say(`imports.column.${each}`))} minWidth={640}>
          {imports.map((one) => <OneImport key={one.import} one={one} />)}
        </Sheet>
      )}
      <More pages={pages} />
    </Page>
  )
}

function OneImport({ one: { import: id, name, createdAt, status, tally, erasedAt } }: { one: Import }) {
  const { say, time, day } = useWords()
  const store = useStoreId() as string
  const { made, changed, refused } = tally
  return (
    <Table.Tr>
      <Table.Td><Link to="/$store/imports/$import" params={{ store, import: id }}>{name}</Link></Table.Td>
      <Table.Td className="whole">{time(createdAt)}<Text size="xs" c="dimmed">{say('jobs.gone', { day: day(erasedAt) })}</Text></Table.Td>
      <Table.Td><Badge {...(status === 'done' ? { color: 'kelp', variant: 'light' as const } : {})}>{say(`imports.status.${status}`)}</Badge></Table.Td>
      <Table.Td>{status === 'uploading' || status === 'uploaded' ? '–' : say('imports.short', { made, changed, refused })}</Table.Td>
    </Table.Tr>
  )
}

/** A file is chosen and sent; what is in it is looked at on the next page. */
function NewFile() {
  const { say, percent } = useWords()
  const { part, isSending, error, begin, goOn } = useSending()
  const [isTooLong, setTooLong] = useState(false)
  useUnsavedGuard(isSending, { question: 'imports.leave' })
  const choose = (file: File | null): void => {
    if (file === null || file.size === 0) return
    setTooLong(file.size > MOST_BYTES)
    if (file.size <= MOST_BYTES) begin(file)
  }
  return (
    <Paper component="section" mb="md">
      <Text size="sm" mb="xs">{say('imports.about')}</Text>
      <Text size="sm" c="dimmed" mb="sm">{say('imports.takes', { megabytes: MOST_BYTES / MEBIBYTE })}</Text>
      <Group gap="sm"><FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" inputProps={{ 'aria-label': say('imports.choose') }} onChange={choose}>{(props) => <Button {...props} loading={isSending}>{say('imports.choose')}</Button>}</FileButton></Group>
      {isSending ? <><Text size="sm" mt="sm" role="status">{say('imports.sending', { part: percent(part) })}</Text><Progress mt={4} value={part * 100} aria-label={say('imports.sending', { part: percent(part) })} /></> : null}
      {isTooLong ? <Text size="sm" c="var(--mantine-color-error)" mt="sm" role="alert">{say('imports.too_long', { megabytes: MOST_BYTES / MEBIBYTE })}</Text> : null}
      {error === null ? null : <Trouble error={error} onRetry={goOn} />}
    </Paper>
  )
}
