import { Anchor, Badge, Button, Group, Paper, SegmentedControl, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWords } from '#console/words/use-words.ts'
import { plainText, readShopTexts, strayIn, valuesOf, type Teller } from './shop-texts.ts'
import { namesOf, type ShopForm } from './use-form.ts'

const LONGEST = 1_000
/** As many fields as are written at once: the member centre says more than four hundred things. */
const AT_ONCE = 60
/** Shorter texts are sooner written than changed. */
const AT_A_GLANCE = 40
const TELLERS: readonly Teller[] = ['widget', 'centre', 'rules', 'mails']

/** Every text that shoppers read, on pages and in mails, and a field for the shop's own words in its place. An empty field leaves ours. */
export function OwnTexts({ form }: { form: ShopForm }) {
  const { value: { languages, widget } } = form
  const { say, language: mine } = useWords()
  const name = namesOf(mine, 'language')
  const [language, setLanguage] = useState<string>(languages.find((tag) => tag === mine) ?? languages[0] ?? 'en')
  const [teller, setTeller] = useState<Teller>('widget')
  const [sought, setSought] = useState('')
  const [most, setMost] = useState(AT_ONCE)
  const texts = useQuery({ queryKey: ['shop-texts', language, teller], queryFn: () => readShopTexts(language, teller), staleTime: Infinity })
  const own = widget.texts[language] ?? {}
  const needle = sought.trim().toLowerCase()
  const shown = Object.entries(texts.data ?? {}).filter(([key, text]) => needle === '' || `${key} ${text} ${own[key] ?? ''}`.toLowerCase().includes(needle))
  return (
    <Stack gap="md" maw={820}>
      <Text size="sm" c="dimmed">{say('texts.about')}</Text>
      <Group align="flex-end">
        <SegmentedControl aria-label={say('texts.teller')} value={teller} onChange={(next) => { setTeller(next as Teller); setMost(AT_ONCE) }} data={TELLERS.map((each) => ({ value: each, label: say(`texts.of.${each}`) }))} />
        <Select label={say('look.language')} value={language} onChange={(tag) => setLanguage(tag ?? 'en')} data={languages.map((tag) => ({ value: tag, label: name(tag) }))} />
        <TextInput label={say('texts.find')} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
        <Badge size="lg" variant="light">{say('texts.count', { count: Object.keys(own).length })}</Badge>
      </Group>
      {texts.error !== null ? <Trouble error={texts.error} /> : texts.data === undefined ? <Waiting what={say('waiting.texts')} /> : shown.length === 0 ? <Text c="dimmed">{say('texts.none')}</Text> : (
        <Paper component="section"><Stack gap="md">
          <Title order={2}>{say('texts.title', { language: name(language) })}</Title>
          {shown.slice(0, most).map(([key, text]) => <One key={`${language} ${key}`} at={{ language, key, text }} form={form} />)}
          {shown.length > most ? <Button variant="default" onClick={() => setMost(most + AT_ONCE)}>{say('texts.more', { count: shown.length - most })}</Button> : null}
        </Stack></Paper>
      )}
    </Stack>
  )
}

function One({ at: { language, key, text }, form: { value: { widget }, change, isWriter } }: { at: { language: string; key: string; text: string }; form: ShopForm }) {
  const { say } = useWords()
  const own = widget.texts[language] ?? {}
  const names = valuesOf(text)
  const stray = strayIn(own[key] ?? '', names)
  const put = (words: string): void => {
    const { [key]: _, ...rest } = own
    const next = words === '' ? rest : { ...rest, [key]: words }
    const { [language]: __, ...others } = widget.texts
    change({ widget: { ...widget, texts: Object.keys(next).length === 0 ? others : { ...others, [language]: next } } })
  }
  const mayBegin = isWriter && own[key] === undefined && (names.length > 0 || text.length > AT_A_GLANCE)
  return (
    <Stack gap={4} align="flex-start">
    <Textarea
      w="100%"
      label={<><span lang={language}>{plainText(text)}</span> <Text span size="xs" c="dimmed" className="fixed">{key}</Text></>}
      description={names.length === 0 ? undefined : say('texts.values', { values: names.map((known) => `{${known}}`).join(' ') })}
      error={stray === null ? undefined : say('texts.unknown', { value: stray })}
      minRows={1} maxLength={LONGEST} lang={language} dir="auto" value={own[key] ?? ''} readOnly={!isWriter} onChange={(event) => put(event.currentTarget.value.replaceAll('\n', ' '))}
    />
    {mayBegin ? <Anchor component="button" type="button" size="xs" aria-label={`${say('texts.begin')}: ${key}`} onClick={() => put(text)}>{say('texts.begin')}</Anchor> : null}
    </Stack>
  )
}
