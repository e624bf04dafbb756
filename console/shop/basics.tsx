import { Group, MultiSelect, Paper, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import type { ShopSettings } from '#sdk/index'
import { namesOf, type ShopForm } from './use-form.ts'

type Tag = ShopSettings['languages'][number]
/** The languages in which widget and member centre speak. */
const SPOKEN: readonly Tag[] = ['en', 'zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar']
const LINKS = ['shop', 'centre', 'terms', 'privacy'] as const

/** What the store is called in addresses, what it speaks, and who may join. */
export function Basics({ form }: { form: ShopForm }) {
  const { say } = useWords()
  const { value, saved, change, isWriter } = form
  const page = `${location.origin}/m/${value.handle}`
  return (
    <Stack gap="md" maw={720}>
      <Paper component="section"><Stack gap="sm">
        <TextInput label={say('shop.handle')} description={say('shop.handle_hint', { page })} value={value.handle} readOnly={!isWriter} onChange={(event) => change({ handle: event.currentTarget.value.toLowerCase() })} />
        <Text size="sm"><a href={`/m/${saved.handle}`} target="_blank" rel="noreferrer">{say('shop.open_page')}</a></Text>
        <Switch label={say('shop.open')} description={say('shop.open_hint')} checked={value.isOpen} disabled={!isWriter} onChange={(event) => change({ isOpen: event.currentTarget.checked })} />
        <Switch label={say('shop.mailing')} description={say('shop.mailing_hint')} checked={value.isMailingList} disabled={!isWriter} onChange={(event) => change({ isMailingList: event.currentTarget.checked })} />
      </Stack></Paper>
      <Languages form={form} />
      <Paper component="section"><Stack gap="sm">
        <Title order={2}>{say('shop.links')}</Title>
        {LINKS.map((link) => <TextInput key={link} type="url" label={say(`shop.link.${link}`)} placeholder="https://" value={value.links[link] ?? ''} readOnly={!isWriter} onChange={(event) => change({ links: { ...value.links, [link]: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value.trim() } })} />)}
        <TextInput type="url" label={say('shop.again')} description={say('shop.again_hint')} placeholder="https://" value={value.orderAgainUrl ?? ''} readOnly={!isWriter} onChange={(event) => change({ orderAgainUrl: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value.trim() })} />
      </Stack></Paper>
    </Stack>
  )
}

/** The first one is for those whose own language is not among them. */
function Languages({ form: { value: { languages }, change, isWriter } }: { form: ShopForm }) {
  const { say, language } = useWords()
  const name = namesOf(language, 'language')
  const option = (tag: string): { value: string; label: string } => ({ value: tag, label: name(tag) })
  return (
    <Paper component="section"><Stack gap="sm">
      <Title order={2}>{say('shop.languages')}</Title>
      <MultiSelect label={say('shop.offered')} data={SPOKEN.map(option)} value={languages} disabled={!isWriter} onChange={(next) => (next.length === 0 ? undefined : change({ languages: next as Tag[] }))} />
      <Group align="flex-end"><Select label={say('shop.first')} description={say('shop.first_hint')} data={languages.map(option)} value={languages[0] ?? null} disabled={!isWriter} onChange={(first) => change({ languages: [first as Tag, ...languages.filter((tag) => tag !== first)] })} /></Group>
    </Stack></Paper>
  )
}
