import { Alert, Group, NumberInput, Paper, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { Theme } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import { ColourField } from './colour-field.tsx'
import { contrastOf, LEAST_CONTRAST } from './contrast.ts'
import { CentrePreview, Preview } from './preview.tsx'
import { namesOf, type ShopForm } from './use-form.ts'

const COLOURS = ['accent', 'onAccent', 'background', 'ink'] as const
/** Words and what they stand on: of buttons, of the page, and of links on it. */
const PAIRS: readonly (readonly [string, keyof Theme, keyof Theme])[] = [['button', 'onAccent', 'accent'], ['page', 'ink', 'background'], ['link', 'accent', 'background']]
const ROUNDEST = 28

/** Colours, corners and letters, and beside them how they look. */
export function Look({ form: { value, saved, change, isWriter } }: { form: ShopForm }) {
  const { say, language } = useWords()
  const name = namesOf(language, 'language')
  const [shown, setShown] = useState(value.languages.find((tag) => tag === language) ?? value.languages[0] ?? 'en')
  const [who, setWho] = useState('member')
  const { theme } = value
  const set = (part: Partial<Theme>): void => change({ theme: { ...theme, ...part } })
  return (
    <Group align="flex-start" gap="md">
      <Paper component="section" style={{ flex: '1 1 300px', minWidth: 0 }}><Stack gap="sm">
        <Title order={2}>{say('look.title')}</Title>
        {COLOURS.map((colour) => <ColourField key={colour} label={say(`look.${colour}`)} value={theme[colour]} isWriter={isWriter} onChange={(hex) => set({ [colour]: hex })} />)}
        <Contrasts theme={theme} />
        <NumberInput label={say('look.radius')} min={0} max={ROUNDEST} allowDecimal={false} value={theme.radius} readOnly={!isWriter} onChange={(radius) => set({ radius: Number(radius) || 0 })} />
        <TextInput label={say('look.font')} description={say('look.font_hint')} value={theme.font} readOnly={!isWriter} onChange={(event) => set({ font: event.currentTarget.value })} />
        <TextInput type="url" label={say('look.logo')} description={say('look.logo_hint')} placeholder="https://" value={theme.logoUrl ?? ''} readOnly={!isWriter} onChange={(event) => set({ logoUrl: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value.trim() })} />
      </Stack></Paper>
      <Paper component="section" style={{ flex: '2 1 420px', minWidth: 0 }}><Stack gap="sm">
        <Title order={2}>{say('look.preview')}</Title>
        <Group gap="sm" align="flex-end">
          <SegmentedControl size="xs" aria-label={say('look.who')} value={who} onChange={setWho} data={['member', 'guest'].map((each) => ({ value: each, label: say(`look.as.${each}`) }))} />
          <Select size="xs" w={170} aria-label={say('look.language')} value={shown} onChange={(tag) => setShown((tag ?? 'en') as typeof shown)} data={value.languages.map((tag) => ({ value: tag, label: name(tag) }))} />
        </Group>
        <Preview settings={value} language={shown} isMember={who === 'member'} />
        <Title order={3}>{say('look.centre')}</Title>
        <CentrePreview handle={saved.handle} theme={theme} language={shown} />
      </Stack></Paper>
    </Group>
  )
}

/** Whether what is written can be read, told with the number. */
function Contrasts({ theme }: { theme: Theme }) {
  const { say, number } = useWords()
  const pale = PAIRS.flatMap(([word, one, other]) => {
    const contrast = contrastOf(String(theme[one]), String(theme[other]))
    return contrast !== null && contrast < LEAST_CONTRAST ? [{ word, contrast }] : []
  })
  if (pale.length === 0) return <Text size="sm" className="well">{say('look.readable', { least: LEAST_CONTRAST })}</Text>
  return <Alert color="sand" role="status">{pale.map(({ word, contrast }) => <Text key={word} size="sm">{say(`look.pale.${word}`, { contrast: number(Math.floor(contrast * 10) / 10), least: LEAST_CONTRAST })}</Text>)}</Alert>
}
