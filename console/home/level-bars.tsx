import { Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Figures } from '#sdk/index'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { countedLevelName, useDocument } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

/** How many members stand on each level, what part of all they are, and how many more or fewer there are. */
export function LevelBars({ figures: { levels, now } }: { figures: Figures }) {
  const { say, number, percent, language } = useWords()
  const document = useDocument()
  const may = useMay()
  const store = useStoreId() as string
  if (levels.length === 0) return null
  return (
    <Paper mt="sm" component="section" aria-label={say('home.levels')}>
      <Title order={2} mb="sm">{say('home.levels')}</Title>
      <Stack gap="xs">
        {levels.map(({ level, members, before }) => {
          const name = countedLevelName(document, level, language) ?? say('level.none')
          const share = now.members === 0 ? 0 : members / now.members
          const change = before === null || before === members ? null : `${members > before ? '+' : '−'}${number(Math.abs(members - before))}`
          return (
            <div key={level}>
              <Group justify="space-between" gap="xs" mb={2}>
                <Text size="sm" fw={500}>{may('members:read') ? <Link from="/$store" to="/$store/members" params={{ store }} search={{ level: [level] }}>{name}</Link> : name}</Text>
                <Text size="sm">{number(members)} <Text span size="xs" c="dimmed">{percent(share)}{change === null ? '' : ` · ${change}`}</Text></Text>
              </Group>
              <Progress value={100 * share} size="sm" aria-label={say('home.level_bar', { level: name, members, share: percent(share) })} />
            </div>
          )
        })}
      </Stack>
    </Paper>
  )
}
