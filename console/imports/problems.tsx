import { Button, Group, Table, Text, Title } from '@mantine/core'
import { answerOf, type ProblemPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWrite } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 100

/** The rows that are refused: where, what stood there, what would be right; and the same as a file that can be put right and brought in. */
export function Problems({ id }: { id: string }) {
  const { say, number } = useWords()
  const pages = usePages<ProblemPage>(['imports', id, 'problems'], (client, from) => answerOf(client.GET('/api/v1/imports/{import}/problems', { params: { path: { import: id }, query: { limit: AT_ONCE, ...from } } })))
  const save = useWrite((client, _: void) => answerOf(client.GET('/api/v1/imports/{import}/refused', { params: { path: { import: id } }, headers: { accept: 'text/csv' }, parseAs: 'blob' })), { touches: [], onDone: (csv) => saveFile(csv as unknown as Blob, 'rockpool-refused-rows.csv') })
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.problems')} />
  const problems = pages.data.pages.flatMap((page) => page.problems)
  return (
    <section>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('imports.problems')}</Title><Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{say('imports.save_refused')}</Button></Group>
      {save.error === null ? null : <Trouble error={save.error} />}
      <Text size="sm" c="dimmed" mb="sm">{say(pages.data.pages[0]?.isMasked === true ? 'imports.problems_masked' : 'imports.problems_about')}</Text>
      <Sheet label={say('imports.problems')} columns={['line', 'column', 'found', 'wanted'].map((each) => say(`imports.problem.${each}`))} minWidth={680}>
        {problems.map(({ line, column, found, code, wanted }) => (
          <Table.Tr key={`${line} ${column} ${code}`}>
            <Table.Td>{number(line)}</Table.Td><Table.Td>{column ?? say('imports.problem.row')}</Table.Td><Table.Td className="fixed">{found ?? '–'}</Table.Td><Table.Td>{wanted}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More pages={pages} />
    </section>
  )
}
