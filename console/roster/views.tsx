import { Badge, Button, Checkbox, Menu, Text, TextInput } from '@mantine/core'
import { BookmarkIcon, CheckIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type View } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useNow } from '#console/session/clock.ts'
import { useWords } from '#console/words/use-words.ts'
import { DORMANT_DAYS, dormantSearch } from './dormant.ts'
import { COLUMNS, filterOf, USUAL_COLUMNS, USUAL_SORT, type RosterSearch } from './roster-search.ts'
import { useRosterSearch } from './use-roster-search.ts'

/** What is kept of a list. */
const kept = (search: RosterSearch): Pick<View, 'filter' | 'columns' | 'sort'> => ({ filter: filterOf(search), columns: [...(search.columns ?? USUAL_COLUMNS)], sort: search.sort ?? USUAL_SORT })

/** The views of the list: one's own, and those that others share; and what is done to them. */
export function Views() {
  const { say } = useWords()
  const { search, go } = useRosterSearch()
  const views = useRead(['views'], (client) => answerOf(client.GET('/api/v1/views', {})))
  const now = useNow()
  const [doing, setDoing] = useState<'new' | 'change' | 'delete' | null>(null)
  const all = views.data?.views ?? []
  const here = all.find(({ view }) => view === search.view)
  const open = ({ view, filter, columns, sort }: View): void => go({ ...filter, sort, columns: COLUMNS.filter((column) => columns.includes(column)), view })
  const save = useWrite((client, view: string) => answerOf(client.PATCH('/api/v1/views/{view}', { params: { path: { view } }, body: kept(search) })), { touches: ['views'] })
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target><Button variant="default" leftSection={<BookmarkIcon aria-hidden />} maw={220} loading={save.isPending}>{here?.name ?? say('views.title')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => go({})} leftSection={search.view === undefined ? <CheckIcon aria-label={say('shell.here')} /> : null}>{say('views.everybody')}</Menu.Item>
          <Menu.Item onClick={() => go(dormantSearch(now ?? Date.now()))}>{say('views.dormant')}<Text size="xs" c="dimmed">{say('views.dormant_about', { days: DORMANT_DAYS })}</Text></Menu.Item>
          {all.map((view) => <Menu.Item key={view.view} onClick={() => open(view)} leftSection={view === here ? <CheckIcon aria-label={say('shell.here')} /> : null} rightSection={view.isShared ? <Badge size="sm">{say(view.isOwn ? 'views.shared' : 'views.of_others')}</Badge> : null}>{view.name}</Menu.Item>)}
          <Menu.Divider />
          <Menu.Item onClick={() => setDoing('new')}>{say('views.new')}</Menu.Item>
          {here?.isOwn === true ? <><Menu.Item onClick={() => save.mutate(here.view)}>{say('views.save', { name: here.name })}</Menu.Item><Menu.Item onClick={() => setDoing('change')}>{say('views.change')}</Menu.Item><Menu.Item color="coral.7" onClick={() => setDoing('delete')}>{say('views.delete')}</Menu.Item></> : null}
        </Menu.Dropdown>
      </Menu>
      {views.error === null && save.error === null ? null : <Trouble error={views.error ?? save.error} />}
      {doing === 'new' ? <Name onClose={() => setDoing(null)} view={null} /> : null}
      {doing === 'change' && here !== undefined ? <Name onClose={() => setDoing(null)} view={here} /> : null}
      {doing === 'delete' && here !== undefined ? <Delete onClose={() => setDoing(null)} view={here} /> : null}
    </>
  )
}

/** Names a view and says whether others see it: a new one of the list as it stands, or one there is. */
function Name({ onClose, view }: { onClose: () => void; view: View | null }) {
  const { say } = useWords()
  const { search, go } = useRosterSearch()
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const write = useWrite((client, said: { name: string; isShared: boolean }) => answerOf(view === null ? client.POST('/api/v1/views', { body: { ...said, ...kept(search) } }) : client.PATCH('/api/v1/views/{view}', { params: { path: { view: view.view } }, body: said })), {
    touches: ['views'],
    onDone: (done) => {
      go({ ...search, view: done.view })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say(view === null ? 'views.new_title' : 'views.change_title')} text={say('views.text')} onClose={onClose} action={say('views.go')} onAction={() => write.mutate({ name: name.trim(), isShared })} isBusy={write.isPending} error={write.error} isReady={name.trim() !== ''}>
      <TextInput label={say('views.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-autofocus />
      <Checkbox label={say('views.share')} checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} />
    </Ask>
  )
}

function Delete({ onClose, view }: { onClose: () => void; view: View }) {
  const { say } = useWords()
  const { search, go } = useRosterSearch()
  const write = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/views/{view}', { params: { path: { view: view.view } } })), {
    touches: ['views'],
    onDone: () => {
      const { view: _gone, ...rest } = search
      go(rest)
      onClose()
    },
  })
  return <Ask isOpen isGrave title={say('views.delete_title', { name: view.name })} text={say(view.isShared ? 'views.delete_shared' : 'views.delete_text')} onClose={onClose} action={say('views.delete')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} />
}
