import { Badge, Button, Group, Paper, Stack, Table, TextInput, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { useTold } from '#console/page/told.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useMay, useMe, useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** The stores in which one has a seat, and what this one is called. */
export function Stores() {
  const { say, has } = useWords()
  const { data: me } = useMe()
  const store = useStoreId() as string
  const isWriter = useMay()('stores:write')
  return (
    <Page title={say('nav.stores')} actions={isWriter ? <Button renderRoot={(props) => <Link to="/$store/settings/stores/new" params={{ store }} {...props} />}>{say('stores.make')}</Button> : null}>
      <Stack gap="md">
        <Sheet label={say('nav.stores')} columns={['name', 'kind', 'role'].map((each) => say(`stores.${each}`))} minWidth={420}>
          {(me?.seats ?? []).map(({ store: { id, name, kind }, role, roleName }) => (
            <Table.Tr key={id}>
              <Table.Td><Link to="/$store" params={{ store: id }}>{name}</Link>{id === store ? <Badge ml="xs" size="sm">{say('stores.here')}</Badge> : null}</Table.Td>
              <Table.Td>{say(`stores.kinds.${kind}`)}</Table.Td><Table.Td>{roleName ?? (has(`role.${role}`) ? say(`role.${role}`) : role)}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
        {isWriter ? <Rename key={store} /> : null}
      </Stack>
    </Page>
  )
}

function Rename() {
  const { say } = useWords()
  const told = useTold()
  const before = useSeat()?.store.name ?? ''
  const [name, setName] = useState(before)
  const rename = useWrite((client, _: void) => answerOf(client.PATCH('/api/v1/store', { body: { name: name.trim() } })), { touches: ['me'], onDone: () => told(say('shop.saved')) })
  return (
    <Paper component="form" maw={520} onSubmit={(event) => { event.preventDefault(); rename.mutate() }}><Stack gap="sm">
      <Title order={2}>{say('stores.rename')}</Title>
      <Group align="flex-end"><TextInput label={say('stores.name')} style={{ flex: '1 1 200px' }} value={name} onChange={(event) => setName(event.currentTarget.value)} /><Button type="submit" variant="default" loading={rename.isPending} disabled={name.trim() === '' || name.trim() === before}>{say('shop.save')}</Button></Group>
      {rename.error === null ? null : <Trouble error={rename.error} />}
    </Stack></Paper>
  )
}
