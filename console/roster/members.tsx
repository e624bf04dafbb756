import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Page } from '#console/page/page.tsx'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Roster } from './roster.tsx'
import { Found, Search } from './seek.tsx'
import { Tools } from './tools.tsx'

/** Who is a member: looked for by an address, a number or an id of the shop, or listed by what they have. What is looked for stays out of the address of the page. */
export function Members() {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const [sought, setSought] = useState('')
  return (
    <Page title={say('nav.members')} {...(may('imports:run') ? { actions: <Button variant="default" component={Link} to={`/${store}/imports`}>{say('imports.open')}</Button> } : {})}>
      <Group mb="sm" gap="xs" align="flex-end" justify="space-between">
        <Search onSeek={setSought} />
        {sought === '' ? <Tools /> : null}
      </Group>
      {sought === '' ? <Roster /> : <Found sought={sought} />}
    </Page>
  )
}
