import { Alert, List, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { StaffStore } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { useWords } from '#console/words/use-words.ts'

export type MadeStore = { store: StaffStore; version: number; handle: string }

/** The store is there; where to go next. */
export function Made({ made: { store, version, handle } }: { made: MadeStore }) {
  const { say } = useWords()
  const to = { store: store.id }
  return (
    <Page title={say('stores.made', { name: store.name })}>
      <Alert color="kelp" mb="md" maw={720}><Text size="sm">{say('stores.published', { version })}</Text></Alert>
      <List size="sm" spacing="xs">
        <List.Item><a href={`/m/${handle}`} target="_blank" rel="noreferrer">{say('stores.next.page')}</a></List.Item>
        <List.Item><Link to="/$store/settings/shop" params={to}>{say('stores.next.shop')}</Link></List.Item>
        <List.Item><Link to="/$store/settings/mail" params={to}>{say('stores.next.mail')}</Link></List.Item>
        <List.Item><Link to="/$store/program/versions/$version" params={{ ...to, version: String(version) }}>{say('stores.next.program')}</Link></List.Item>
        <List.Item><Link to="/$store" params={to}>{say('stores.next.start')}</Link></List.Item>
      </List>
    </Page>
  )
}
