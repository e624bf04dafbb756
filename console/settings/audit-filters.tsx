import { Button, Group, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { endOfDay, startOfDay } from '#console/roster/days.ts'
import { useRead } from '#console/session/client.ts'
import { LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'
import { deedText } from './deed-text.ts'

/** What is looked for, as it stands in the address of the page: days as one reads them; `about` is a member by any id, or an address of the API. */
export type AuditSearch = { actor?: string; deed?: string; about?: string; from?: string; to?: string }

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** The same as the API asks for it; what makes no sense is left out. */
export function queryOf({ actor, deed, about = '', from, to }: AuditSearch): { actor?: string; deed?: string; member?: string; subject?: string; from?: string; until?: string } {
  const named = about.trim()
  return {
    ...(actor === undefined ? {} : { actor }), ...(deed === undefined ? {} : { deed }), ...(named === '' ? {} : named.startsWith('/') ? { subject: named.replace(/\/+$/, '') } : { member: named }),
    ...(from !== undefined && DAY.test(from) ? { from: startOfDay(from) } : {}), ...(to !== undefined && DAY.test(to) ? { until: endOfDay(to) } : {}),
  }
}

/** Who, what, to whom, when: each narrows what is shown, and stands in the address. */
export function AuditFilters({ search }: { search: AuditSearch }) {
  const words = useWords()
  const { say } = words
  const navigate = useNavigate()
  const [about, setAbout] = useState(search.about ?? '')
  const choices = useRead(['audit', 'choices'], (client) => answerOf(client.GET('/api/v1/audit/choices', {})))
  const actors = (choices.data?.actors ?? []).map(({ actor, actorName, actorKind }) => ({ value: actor, label: `${actorName ?? actor} (${say(`audit.kind.${actorKind}`)})` }))
  const look = (part: AuditSearch): void => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '.', search: Object.fromEntries(next) as AuditSearch })
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); look({ about: about.trim() }) }}>
      <Group align="flex-end" gap="xs" mb="md">
        <Select label={say('audit.actor')} placeholder={say('audit.anybody')} data={actors} value={search.actor ?? null} onChange={(actor) => look({ actor: actor ?? '' })} searchable clearable clearButtonProps={{ 'aria-label': say('audit.clear') }} w={160} />
        <Select label={say('audit.deed')} placeholder={say('audit.anything')} data={(choices.data?.deeds ?? []).map((deed) => ({ value: deed, label: deedText(deed, words) === deed ? deed : `${deedText(deed, words)} · ${deed}` }))} value={search.deed ?? null} onChange={(deed) => look({ deed: deed ?? '' })} searchable clearable clearButtonProps={{ 'aria-label': say('audit.clear') }} w={230} />
        <TextInput label={say('audit.about')} placeholder={say('audit.about_hint')} value={about} onChange={(event) => setAbout(event.currentTarget.value)} w={230} />
        <TextInput type="date" max={LAST_DAY} label={say('feed.from')} value={search.from ?? ''} onChange={(event) => look({ from: event.currentTarget.value })} />
        <TextInput type="date" max={LAST_DAY} label={say('feed.to')} value={search.to ?? ''} onChange={(event) => look({ to: event.currentTarget.value })} />
        <Button type="submit" variant="default">{say('feed.look')}</Button>
      </Group>
    </form>
  )
}
