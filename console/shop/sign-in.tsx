import { NumberInput, Paper, Stack, Switch, Title } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { Providers } from './providers.tsx'
import { Secrets } from './secrets.tsx'
import type { ShopForm } from './use-form.ts'

const WAYS = ['code', 'passkey', 'password', 'handover'] as const

/** How shoppers show who they are, and when they do so again. */
export function SignInWays({ form: { value, change, isWriter } }: { form: ShopForm }) {
  const { say } = useWords()
  return (
    <Stack gap="md" maw={820}>
      <Paper component="section"><Stack gap="sm">
        <Title order={2}>{say('shop.ways')}</Title>
        {WAYS.map((way) => <Switch key={way} label={say(`shop.way.${way}`)} description={say(`shop.way_hint.${way}`)} checked={value.ways[way]} disabled={!isWriter} onChange={(event) => change({ ways: { ...value.ways, [way]: event.currentTarget.checked } })} />)}
        <NumberInput label={say('shop.step_up')} description={say('shop.step_up_hint')} maw={320} min={0} allowDecimal={false} value={value.stepUpPoints ?? ''} readOnly={!isWriter} onChange={(points) => change({ stepUpPoints: typeof points === 'number' ? points : null })} />
      </Stack></Paper>
      <Providers isWriter={isWriter} />
      <Secrets secrets={value.secrets} isWriter={isWriter} />
    </Stack>
  )
}
