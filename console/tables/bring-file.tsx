import { Alert, Button, FileButton, Paper, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { Waiting } from '#console/page/waiting.tsx'
import { listText } from '#console/words/texts.ts'
import { useWords } from '#console/words/use-words.ts'
import { columnsOf } from '#tables/columns'
import type { FileTable } from './file-table.ts'
import { Mapping } from './mapping.tsx'
import { Result } from './result.tsx'
import { Running } from './running.tsx'
import { TryLines } from './try-lines.tsx'
import { readCells, understand, type FileCells, type HowRead } from './understand.ts'
import { useBringing } from './use-bringing.ts'
import { WrongLines } from './wrong-lines.tsx'
import { lineOfWrong } from './told-line.ts'

/** A file of half a million prices; longer ones are for the command line. */
const MOST_BYTES = 32 * 1024 * 1024
const MEBIBYTE = 1024 * 1024

/** A file is chosen, looked at, and brought in: nothing is sent before somebody has seen what was understood. */
export function BringFile<C extends string, R>({ table }: { table: FileTable<C, R> }) {
  const { say } = useWords()
  const [file, setFile] = useState<File | null>(null)
  const [read, setRead] = useState<FileCells | null>(null)
  const [trouble, setTrouble] = useState<'too_long' | 'unreadable' | null>(null)
  const open = (chosen: File, how?: HowRead): void => {
    setTrouble(null)
    readCells(chosen, how).then(setRead, () => setTrouble('unreadable'))
  }
  const choose = (chosen: File | null): void => {
    if (chosen === null) return
    setRead(null)
    setFile(chosen.size > MOST_BYTES ? null : chosen)
    if (chosen.size > MOST_BYTES) setTrouble('too_long')
    else open(chosen)
  }
  const again = (): void => {
    setFile(null)
    setRead(null)
  }
  if (file !== null && read !== null) return <Opened key={`${read.encoding} ${read.delimiter}`} table={table} name={file.name} read={read} onRead={(how) => open(file, how)} onAgain={again} />
  return (
    <Paper component="section">
      <Text size="sm" mb="xs">{say(`tables.about.${table.word}`)}</Text>
      <Text size="sm" c="dimmed" mb="sm">{say('tables.takes', { megabytes: MOST_BYTES / MEBIBYTE })}</Text>
      <Text size="xs" className="fixed" mb="sm">{say('tables.header', { header: [...table.columns.required, ...table.columns.optional].map((column) => say(`tables.column.${column}`)).join(',') })}</Text>
      <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" inputProps={{ 'aria-label': say('imports.choose') }} onChange={choose}>{(props) => <Button {...props}>{say('imports.choose')}</Button>}</FileButton>
      {file !== null && trouble === null ? <Waiting what={say('waiting.file')} /> : null}
      {trouble === null ? null : <Text size="sm" c="var(--mantine-color-error)" mt="sm" role="alert">{say(`tables.${trouble}`, { megabytes: MOST_BYTES / MEBIBYTE })}</Text>}
    </Paper>
  )
}

type Open<C extends string, R> = { table: FileTable<C, R>; name: string; read: FileCells; onRead: (how: HowRead) => void; onAgain: () => void }

function Opened<C extends string, R>({ table, name, read, onRead, onAgain }: Open<C, R>) {
  const { say, language } = useWords()
  const [columns, setColumns] = useState(() => columnsOf(read.headings, table.columns))
  const missing = table.columns.required.filter((column) => !columns.includes(column))
  const understood = useMemo(() => (missing.length > 0 ? { good: [], wrong: [] } : understand(read, columns, table)), [read, columns, table, missing.length])
  const bringing = useBringing(table, understood.good)
  useUnsavedGuard(bringing.isRunning, { question: 'tables.leave' })
  const note = table.note?.(columns) ?? null
  const { good, wrong } = understood
  const wrongLines = <WrongLines title={say('tables.wrong_lines', { count: wrong.length })} headings={read.headings} lines={wrong.map((line) => lineOfWrong(line, { columns, headings: read.headings }))} file={`${table.word}-bad-lines`} />
  if (bringing.isBegun) {
    return (
      <>
        {bringing.isRunning || bringing.error !== null || bringing.brought.done < good.length ? <Running bringing={bringing} count={good.length} word={table.word} /> : null}
        <Result brought={bringing.brought} headings={read.headings} word={table.word} isDone={bringing.brought.done === good.length} onAgain={onAgain} />
        {wrongLines}
      </>
    )
  }
  return (
    <>
      <Mapping table={table} name={name} read={read} columns={columns} onColumns={setColumns} onRead={onRead} />
      {missing.length > 0 ? <Alert color="coral" mb="md" role="alert">{say('tables.missing', { columns: listText(missing.map((column) => say(`tables.column.${column}`)), language) })}</Alert> : (
        <Paper component="section" mb="md">
          <Text size="sm" fw={500} mb={4} role="status">{say(`tables.found.${table.word}`, { good: good.length, wrong: wrong.length })}</Text>
          {note === null ? null : <Alert color="sand" mb="sm">{note}</Alert>}
          <Text size="sm" c="dimmed" mb="sm">{say(wrong.length > 0 ? 'tables.next_wrong' : 'imports.next')}</Text>
          <TryLines
            key={columns.join()} table={table} lines={good} headings={read.headings} other={<Button variant="default" onClick={onAgain}>{say('tables.other')}</Button>}
            go={<Button onClick={bringing.go}>{say(`tables.run.${table.word}`, { count: good.length })}</Button>}
          />
        </Paper>
      )}
      {missing.length > 0 ? <Button variant="default" onClick={onAgain}>{say('tables.other')}</Button> : wrongLines}
    </>
  )
}
