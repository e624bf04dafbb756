import { Alert, Button, Group, Paper, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { CURRENCIES } from '#engine/currencies'
import { answerOf, createRockpool, type StaffStore } from '#sdk/index'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { Findings } from '#console/program/findings.tsx'
import { Gallery } from '#console/program/gallery.tsx'
import { Guide } from '#console/program/guide.tsx'
import { judge } from '#console/program/judge.ts'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { fitTemplate, placeOf } from './fit-template.ts'
import { Made, type MadeStore } from './made.tsx'
import { readTemplate } from '#console/program/templates.ts'

/** A new store with its first program, in one go. */
export function MakeStore() {
  const { say, language } = useWords()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'live' | 'sandbox'>('live')
  const [template, setTemplate] = useState('first')
  const [currency, setCurrency] = useState<string | null>(null)
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [done, setDone] = useState<MadeStore | null>(null)
  const written = useQuery({ queryKey: ['template', template], queryFn: () => readTemplate(template), staleTime: Infinity })
  const own = placeOf(written.data ?? '')
  const chosen = own.isOneCurrency ? currency ?? own.currency : own.currency
  const text = written.data === undefined ? null : fitTemplate(written.data, { currency: chosen, zone })
  const judged = useMemo(() => (text === null ? null : judge(text, language)), [text, language])
  const { store, make } = useMake({ name: name.trim(), kind }, setDone)
  useUnsavedGuard(name.trim() !== '' && done === null && !make.isPending)
  if (done !== null) return <Made made={done} />
  return (
    <Page title={say('stores.make')}>
      <form onSubmit={(event) => { event.preventDefault(); if (text !== null) make.mutate(text) }}>
        <Stack gap="md" maw={980}>
          <Paper component="section"><Stack gap="sm">
            <Title order={2}>{say('stores.step.store')}</Title>
            <TextInput label={say('stores.name')} maw={420} required disabled={store !== null} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <SegmentedControl w="fit-content" aria-label={say('stores.kind')} disabled={store !== null} value={kind} onChange={(value) => setKind(value as 'live' | 'sandbox')} data={(['live', 'sandbox'] as const).map((value) => ({ value, label: say(`stores.kinds.${value}`) }))} />
            <Text size="sm" c="dimmed">{say(store === null ? `stores.about.${kind}` : 'stores.made_already')}</Text>
          </Stack></Paper>
          <Paper component="section"><Stack gap="sm"><Title order={2}>{say('stores.step.template')}</Title><Gallery value={template} onChange={setTemplate} /></Stack></Paper>
          <Paper component="section"><Stack gap="sm">
            <Title order={2}>{say('stores.step.place')}</Title>
            <Group align="flex-start">
              <Select label={say('stores.currency')} description={say(own.isOneCurrency ? 'stores.currency_hint' : 'stores.currency_kept')} w={320} searchable disabled={!own.isOneCurrency} limit={200} value={chosen} onChange={setCurrency} data={[...new Set([own.currency, ...CURRENCIES])]} />
              <Select label={say('stores.zone')} description={say('stores.zone_hint')} w={320} searchable limit={100} value={zone} onChange={(value) => setZone(value ?? 'UTC')} data={[...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]} />
            </Group>
          </Stack></Paper>
          {judged === null ? <Waiting what={say('waiting.program')} /> : judged.program === null ? <><Alert color="sand">{say('stores.unfit', { currency: chosen })}</Alert><Findings findings={judged.findings} /></> : <Guide program={judged.program} />}
          {make.error === null ? null : <Trouble error={make.error} />}
          <Group justify="flex-end"><Button type="submit" loading={make.isPending} disabled={name.trim() === '' || judged === null || judged.program === null}>{say('stores.go')}</Button></Group>
        </Stack>
      </form>
    </Page>
  )
}

/** Makes the store, once, and publishes the program there; where that is refused, the next try has the store already. */
function useMake({ name, kind }: { name: string; kind: 'live' | 'sandbox' }, onMade: (made: MadeStore) => void) {
  const { language } = useWords()
  const [store, setStore] = useState<StaffStore | null>(null)
  const make = useWrite(async (client, program: string): Promise<MadeStore> => {
    const made = store ?? await answerOf(client.POST('/api/v1/stores', { body: { name, kind } }))
    setStore(made)
    const there = createRockpool({ url: location.origin, locale: language, store: made.id })
    const { version } = await answerOf(there.POST('/api/v1/programs', { body: { program } }))
    const { handle } = await answerOf(there.GET('/api/v1/shop-settings', {}))
    return { store: made, version, handle }
  }, { touches: ['me'], onDone: onMade })
  return { store, make }
}
