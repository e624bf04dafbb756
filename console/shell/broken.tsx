import { Anchor, Stack, Text, Title } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Trouble } from '#console/page/trouble.tsx'
import { useWords } from '#console/words/use-words.ts'

/** A screen that could not be shown, and a way on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return <main id="main" className="gate"><div><Trouble error={error} onRetry={reset} /></div></main>
}

/** An address that leads nowhere, or to a store that is not theirs: both look the same. */
export function Nowhere() {
  const { say } = useWords()
  return (
    <Stack gap="xs" p="xl" align="flex-start" role="main">
      <Title order={1}>{say('nowhere.title')}</Title>
      <Text c="dimmed">{say('nowhere.text')}</Text>
      <Anchor href="/console/">{say('nowhere.home')}</Anchor>
    </Stack>
  )
}
