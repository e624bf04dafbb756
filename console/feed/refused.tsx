import { Anchor, Badge, Button, Drawer, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { answerOf, type FeedPage, type RefusalPage, type RefusedEvent } from '#sdk/index'
import { CopyText } from '#console/page/copy-text.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { SomebodyLink } from './somebody.tsx'
import { todoOf } from './todo-of.ts'

const AT_ONCE = 50

/** Events that the shop sent and that do not count, the newest first: which one, whose, what is wrong with it, and who sent it. */
export function Refused() {
  const { say } = useWords()
  const pages = usePages<RefusalPage>(['feed', 'refused'], (client, from) => answerOf(client.GET('/api/v1/feed/refusals', { params: { query: { limit: AT_ONCE, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.refused')} />
  const refusals = pages.data.pages.flatMap((page) => page.refusals)
  if (refusals.length === 0) return <NoneRefused />
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">{say('refused.about')}</Text>
      <Sheet label={say('feed.part.refused')} columns={['at', 'what', 'member', 'problem', 'by', 'why'].map((each) => say(`refused.column.${each}`))} minWidth={920}>
        {refusals.map((refusal) => <Row key={`${refusal.source} ${refusal.id} ${refusal.at} ${refusal.code}`} refusal={refusal} />)}
      </Sheet>
      <More pages={pages} />
    </>
  )
}

/** In the place of the list: whether all that came was accepted, or nothing has come yet. */
function NoneRefused() {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const feed = useRead<FeedPage>(['feed', 'any'], (client) => answerOf(client.GET('/api/v1/feed', { params: { query: { limit: 1 } } })))
  if (feed.error !== null) return <Trouble error={feed.error} onRetry={() => void feed.refetch()} />
  if (feed.data === undefined) return <Waiting what={say('waiting.refused')} />
  if (feed.data.items.length > 0) return <Empty text={say('refused.none')}><Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/feed" params={{ store }} {...props} />}>{say('refused.see_events')}</Button></Empty>
  return <Empty text={say('refused.none_came')}>{may('keys:read') ? <Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/settings/keys" params={{ store }} {...props} />}>{say('feed.connect')}</Button> : null}</Empty>
}

/** What an event is called: as the feed calls it, else as it was sent. */
function nameOf({ type }: RefusedEvent, { say, has }: Words): string {
  return type === null ? say('refused.event') : has(`event.${type}`) ? say(`event.${type}`) : type
}

function Row({ refusal }: { refusal: RefusedEvent }) {
  const words = useWords()
  const { say, time } = words
  const { at, times, source, id, member, named, by, detail, errors: [mistake] } = refusal
  return (
    <Table.Tr>
      <Table.Td className="whole">{time(at)}{times === 1 ? null : <Text size="xs" c="dimmed">{say('refused.times', { times })}</Text>}</Table.Td>
      <Table.Td>
        <Text size="sm" fw={500}>{nameOf(refusal, words)}</Text>
        <Text size="xs" c="dimmed" className="fixed one-line" title={id ?? ''}>{id ?? say('refused.no_id')}</Text>
      </Table.Td>
      <Table.Td>{member === null ? <Text size="sm" className="fixed one-line" title={named ?? ''}>{named ?? say('refused.unknown')}</Text> : <SomebodyLink somebody={member} />}</Table.Td>
      <Table.Td w="100%" miw={190}>{mistake === undefined ? <Text size="sm" lineClamp={2}>{detail}</Text> : <Text size="sm" lineClamp={2}>{say('trouble.mistake', { ...mistake, path: mistake.path === '' ? say('refused.mistake.whole') : mistake.path })}</Text>}</Table.Td>
      <Table.Td><Text size="sm" className="one-line">{say('refused.sent_by', { kind: by.kind, name: by.name ?? by.id })}</Text>{source === null ? null : <Text size="xs" c="dimmed" className="fixed one-line" title={source}>{source}</Text>}</Table.Td>
      <Table.Td><WhyRefused refusal={refusal} /></Table.Td>
    </Table.Tr>
  )
}

/** "Why?" beside a refusal: the sentence in the reader's language, each mistake, and what to do about it. */
function WhyRefused({ refusal }: { refusal: RefusedEvent }) {
  const words = useWords()
  const { say } = words
  const [isOpen, { open, close }] = useDisclosure(false)
  const title = say('refused.of', { what: refusal.id === null ? nameOf(refusal, words) : `${nameOf(refusal, words)} ${refusal.id}` })
  const { detail, errors, code, status } = refusal
  return (
    <>
      <Anchor component="button" type="button" size="xs" className="whole" onClick={open} aria-label={title}>{say('why.ask')}</Anchor>
      <Drawer opened={isOpen} onClose={close} size="lg" title={title} closeButtonProps={{ 'aria-label': say('ask.close') }}>
        <Stack gap="sm">
          <Text size="sm">{code === 'http.wrong_shape' ? say('refused.shape', { count: errors.length }) : detail}</Text>
          {errors.length === 0 ? null : (
            <Sheet label={say('refused.mistakes')} columns={['path', 'found', 'wanted'].map((each) => say(`refused.mistake.${each}`))} minWidth={420}>
              {errors.map(({ path, found, wanted }) => (
                <Table.Tr key={`${path} ${found} ${wanted}`}><Table.Td className="fixed whole">{path === '' ? say('refused.mistake.whole') : path}</Table.Td><Table.Td className="fixed">{found}</Table.Td><Table.Td>{wanted}</Table.Td></Table.Tr>
              ))}
            </Sheet>
          )}
          <div>
            <Title order={3} size="h5" mb={4}>{say('refused.todo_title')}</Title>
            <Text size="sm">{say(`refused.todo.${todoOf(code)}`)}</Text>
          </div>
          <Text size="xs" c="dimmed">{say('refused.code')} <Badge variant="light" color="gray" size="sm">{status}</Badge> <CopyText text={code} /></Text>
        </Stack>
      </Drawer>
    </>
  )
}
