import { Code, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { namesOf } from '#console/shop/use-form.ts'
import { useWords } from '#console/words/use-words.ts'
import { MessageWords } from './message-words.tsx'

/** One kind of mail in one language: its words, and what a member would get. */
export function OneMessage() {
  const { say, language: mine } = useWords()
  const { kind } = useParams({ strict: false }) as { kind: string }
  const { language: asked } = useSearch({ strict: false }) as { language?: string }
  const navigate = useNavigate()
  const store = useStoreId() as string
  const all = useRead(['messages', 'list'], (client) => answerOf(client.GET('/api/v1/messages', {})))
  const languages = all.data?.languages ?? []
  const language = languages.find((tag) => tag === asked) ?? languages.find((tag) => tag === mine) ?? languages[0]
  const text = useRead(['messages', 'text', kind, language], (client) => answerOf(client.GET('/api/v1/messages/{kind}/texts/{language}', { params: { path: { kind, language: language as string } } })), { isWanted: language !== undefined })
  const message = all.data?.messages.find((one) => one.kind === kind)
  const title = message === undefined ? say('nav.messages') : say(`messages.kind.${message.kind}`)
  const error = all.error ?? text.error
  if (error !== null) return <Page title={title}><Trouble error={error} onRetry={() => void Promise.all([all.refetch(), text.refetch()])} /></Page>
  if (message === undefined || text.data === undefined) return <Waiting what={say('waiting.messages')} />
  const name = namesOf(mine, 'language')
  return (
    <Page title={title}>
      <Stack gap="sm">
        <Text size="sm" maw={820}>{say(`messages.about.${message.kind}`)}</Text>
        <Group align="flex-end">
          <Select label={say('look.language')} allowDeselect={false} value={language as string} data={languages.map((tag) => ({ value: tag, label: `${name(tag)}${message.ownTexts.includes(tag) ? ` · ${say('messages.own_short')}` : ''}` }))} onChange={(tag) => void navigate({ to: '/$store/settings/messages/$kind', params: { store, kind }, search: { language: tag ?? 'en' }, replace: true })} />
          <Text size="sm" c="dimmed">{say('messages.fields')} {message.fields.map((field) => <Code key={field} mr={4}>{`{${field}}`}</Code>)}</Text>
        </Group>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <MessageWords key={`${kind} ${language}`} text={text.data} />
        </SimpleGrid>
        <Link to="/$store/settings/messages" params={{ store }}>{say('messages.back')}</Link>
      </Stack>
    </Page>
  )
}
