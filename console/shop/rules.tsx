import { NumberInput, Paper, Stack, Switch, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { listText } from '#console/words/texts.ts'
import { useWords } from '#console/words/use-words.ts'
import { Ages } from './ages.tsx'
import { namesOf, type ShopForm } from './use-form.ts'

const OLDEST = 25

/** How old whoever joins must be, and where consent to mails is confirmed from the mailbox. */
export function Rules({ form }: { form: ShopForm }) {
  const { value: { ageGate, doubleOptIn, textVersion }, change, isWriter } = form
  const { say, language } = useWords()
  const country = namesOf(language, 'region')
  return (
    <Stack gap="md" maw={720}>
      <Paper component="section"><Stack gap="sm">
        <Title order={2}>{say('shop.age')}</Title>
        <Text size="sm" c="dimmed">{say('shop.age_hint')}</Text>
        <NumberInput label={say('shop.age_everywhere')} description={say('shop.age_none')} maw={320} min={1} max={OLDEST} allowDecimal={false} value={ageGate.minimum ?? ''} readOnly={!isWriter} onChange={(age) => change({ ageGate: { ...ageGate, minimum: typeof age === 'number' ? age : null } })} />
        <Ages form={form} />
      </Stack></Paper>
      <Paper component="section"><Stack gap="sm">
        <Title order={2}>{say('shop.opt_in')}</Title>
        <Text size="sm" c="dimmed">{say('shop.opt_in_hint')}</Text>
        <Switch label={say('shop.opt_in_everywhere')} checked={doubleOptIn.isEverywhere} disabled={!isWriter} onChange={(event) => change({ doubleOptIn: { ...doubleOptIn, isEverywhere: event.currentTarget.checked } })} />
        {doubleOptIn.isEverywhere ? null : <TagsInput label={say('shop.opt_in_countries')} description={doubleOptIn.countries.length === 0 ? say('shop.codes') : listText(doubleOptIn.countries.map(country), language)} value={doubleOptIn.countries} splitChars={[',', ' ', ';']} disabled={!isWriter} onChange={(codes) => change({ doubleOptIn: { ...doubleOptIn, countries: codesOf(codes) } })} />}
      </Stack></Paper>
      <Paper component="section"><TextInput label={say('shop.text_version')} description={say('shop.text_version_hint')} maw={320} value={textVersion} readOnly={!isWriter} onChange={(event) => change({ textVersion: event.currentTarget.value })} /></Paper>
    </Stack>
  )
}

/** Countries by two capitals, each once; what is none is not taken. */
function codesOf(typed: readonly string[]): string[] {
  return [...new Set(typed.map((code) => code.trim().toUpperCase()).filter((code) => /^[A-Z]{2}$/.test(code)))]
}
