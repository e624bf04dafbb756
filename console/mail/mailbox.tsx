import { Badge, Table, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf, type ListedMail, type MailPage } from '#sdk/index'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50
/** A state in its colour. */
export const STATE_COLOURS: Readonly<Record<ListedMail['state'], string>> = { waiting: 'sand', sent: 'kelp', failed: 'coral', over: 'gray' }

/** What was written to people in the last 30 days, the newest first. */
export function Mailbox() {
  const { say, time } = useWords()
  const store = useStoreId() as string
  const pages = usePages<MailPage>(['mail', 'box'], (client, from) => answerOf(client.GET('/api/v1/mails', { params: { query: { limit: AT_ONCE, ...from } } })))
  const mails = pages.data?.pages.flatMap((page) => page.mails)
  return (
    <section>
      <Title order={2} mb="xs">{say('mail.box')}</Title>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : mails === undefined ? <Waiting what={say('waiting.mails')} /> : mails.length === 0 ? <Empty text={say('mail.none')} /> : (
        <Sheet label={say('mail.box')} columns={['subject', 'to', 'kind', 'state', 'at'].map((each) => say(`mail.column.${each}`))} minWidth={680}>
          {mails.map(({ mail, subject, to, kind, state, createdAt }) => (
            <Table.Tr key={mail}>
              <Table.Td><Link to="/$store/settings/mail/$mail" params={{ store, mail }} dir="auto">{subject}</Link></Table.Td><Table.Td>{to}</Table.Td><Table.Td>{say(`mail.kind.${kind}`)}</Table.Td>
              <Table.Td><Badge variant="light" color={STATE_COLOURS[state]}>{say(`mail.state.${state}`)}</Badge></Table.Td><Table.Td>{time(createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More pages={pages} />
    </section>
  )
}
