import { Alert, Button, Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
import { answerOf, type ChangeShopSettings, type ShopSettings } from '#sdk/index'
import { useUnsavedGuard } from '#console/page/guard.ts'
import { Page } from '#console/page/page.tsx'
import { useTold } from '#console/page/told.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Basics } from './basics.tsx'
import { Embed } from './embed.tsx'
import { JoinLink } from './join-link.tsx'
import { Look } from './look.tsx'
import { Rules } from './rules.tsx'
import { SignInWays } from './sign-in.tsx'
import { OwnTexts } from './texts.tsx'
import type { ShopForm } from './use-form.ts'

const PARTS: readonly (readonly [string, ComponentType<{ form: ShopForm }>])[] = [['basics', Basics], ['signin', SignInWays], ['rules', Rules], ['look', Look], ['texts', OwnTexts], ['embed', Embed], ['join', JoinLink]]

/** All that shoppers see of a store and how they sign in, in parts that are saved together. */
export function Shop() {
  const { say } = useWords()
  const read = useRead(['shop'], (client) => answerOf(client.GET('/api/v1/shop-settings', {})))
  if (read.error !== null) return <Page title={say('nav.shop')}><Trouble error={read.error} onRetry={() => void read.refetch()} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.shop')} />
  return <Form settings={read.data} />
}

function Form({ settings }: { settings: ShopSettings }) {
  const { say } = useWords()
  const told = useTold()
  const isWriter = useMay()('stores:write')
  const navigate = useNavigate()
  const { part } = useSearch({ strict: false }) as { part?: string }
  const [written, setWritten] = useState<ChangeShopSettings>({})
  const changed = changesOf(settings, written)
  const isUnsaved = Object.keys(changed).length > 0
  useUnsavedGuard(isUnsaved, { outlivesSearch: true })
  const save = useWrite((client, _: void) => answerOf(client.PATCH('/api/v1/shop-settings', { body: changed })), {
    touches: ['shop'], onDone: () => {
      setWritten({})
      told(say('shop.saved'))
    },
  })
  const form: ShopForm = { value: { ...settings, ...written } as ShopSettings, saved: settings, change: (part) => setWritten((before) => ({ ...before, ...part })), isWriter }
  return (
    <Page title={say('nav.shop')} actions={isWriter ? <Button disabled={!isUnsaved} loading={save.isPending} onClick={() => save.mutate()}>{say('shop.save')}</Button> : null}>
      {isWriter ? null : <Alert color="tide" mt="xs">{say('shop.read_only', { permission: say('permission.stores:write') })}</Alert>}
      {save.error === null ? null : <Trouble error={save.error} />}
      <Tabs value={PARTS.find(([word]) => word === part)?.[0] ?? PARTS[0]![0]} onChange={(next) => void navigate({ to: '.', search: next === null || next === PARTS[0]![0] ? {} : { part: next } })} keepMounted={false} mt="xs" className={isWriter ? undefined : 'only-read'}>
        <Tabs.List mb="md" aria-label={say('nav.shop')}>{PARTS.map(([word]) => <Tabs.Tab key={word} value={word}>{say(`shop.part.${word}`)}</Tabs.Tab>)}</Tabs.List>
        {PARTS.map(([word, Part]) => <Tabs.Panel key={word} value={word}><Part form={form} /></Tabs.Panel>)}
      </Tabs>
    </Page>
  )
}

/** What is written and other than what is there: alone that is sent. */
function changesOf(settings: ShopSettings, written: ChangeShopSettings): ChangeShopSettings {
  return Object.fromEntries(Object.entries(written).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(settings[name as keyof ShopSettings])))
}
