import { Badge, Table, Text } from '@mantine/core'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { EditPart } from '#console/program/edit-part.tsx'
import { NoProgram } from '#console/program/no-program.tsx'
import { nameOf, useProgram } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

/** Where the store sells, as the newest version of the program says it, and the way to where that is written. */
export function Markets() {
  const { say, language } = useWords()
  const program = useProgram()
  return (
    <Page title={say('nav.markets')} actions={program === null ? null : <EditPart part="markets" />}>
      <Text size="sm" c="dimmed" mb="sm" maw={720}>{say('markets.about')}</Text>
      {program === undefined ? <Waiting what={say('waiting.program')} /> : program === null ? <NoProgram /> : (
        <Sheet label={say('nav.markets')} columns={['name', 'id', 'currency', 'zone'].map((each) => say(`markets.column.${each}`))} minWidth={480}>
          {program.markets.map(({ id, name, currency, zone }) => (
            <Table.Tr key={id}>
              <Table.Td>{nameOf(name, language) ?? id}{id === (program.market ?? program.markets[0]?.id) ? <Badge ml="xs" size="sm">{say('markets.default')}</Badge> : null}</Table.Td>
              <Table.Td className="fixed">{id}</Table.Td><Table.Td>{currency}</Table.Td><Table.Td>{zone ?? program.zone}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
    </Page>
  )
}
