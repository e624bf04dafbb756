import { Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { LANGUAGES, switchLanguage, type Language } from '#console/words/words.ts'
import { useWords } from '#console/words/use-words.ts'

/** What stands around the screens before one is in. */
export function Gate({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const { say, language } = useWords()
  useEffect(() => void (document.title = `${title} · Rockpool`), [title])
  return (
    <div className="gate">
      <main id="main">
        <Group justify="space-between" mb="md">
          <span className="brand"><img src="/console/icon.svg" width={28} height={28} alt="" />Rockpool</span>
          <SegmentedControl size="xs" value={language} onChange={(value) => void switchLanguage(value as Language)} data={LANGUAGES.map((value) => ({ value, label: say(`language.${value}`) }))} aria-label={say('shell.language')} />
        </Group>
        <Paper p="lg">
          <Stack gap="md">
            <div><Title order={1}>{title}</Title>{text === undefined ? null : <Text c="dimmed" size="sm" mt={4}>{text}</Text>}</div>
            {children}
          </Stack>
        </Paper>
      </main>
    </div>
  )
}
