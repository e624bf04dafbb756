import { Alert, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { answerOf, type EventPreview } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { levelName, useDocument } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'

const PATIENCE_MS = 300

type Tried = { member: string; event: Readonly<Record<string, unknown>> | null }
type Previewed = { member: string; title: string; event: Readonly<Record<string, unknown>>; told: (preview: EventPreview) => ReactNode }

/** What the server says of an event that is not done, null of none; nothing for who may not look ahead. What is typed may rest for a moment first. */
function useAhead({ member, event }: Tried) {
  const { language } = useWords()
  const may = useMay()
  const text = JSON.stringify(event)
  const [settled] = useDebouncedValue(text, PATIENCE_MS)
  const preview = useRead(['members', member, 'preview', settled], (client) => answerOf(client.POST('/api/v1/programs/previews', { body: { member, event: JSON.parse(settled) as Record<string, unknown>, locale: language } })), { isWanted: settled !== 'null' && may('programs:read') })
  return { preview, isSettled: settled === text }
}

/** Whether the server says that it would refuse an event as it stands. */
export function useIsRefused(tried: Tried): boolean {
  const { preview, isSettled } = useAhead(tried)
  return tried.event !== null && isSettled && preview.data?.isAccepted === false
}

/** What an event would do to a member, worked out by the server. */
export function Preview({ member, title, event, told }: Previewed) {
  const { preview, isSettled } = useAhead({ member, event })
  if (preview.error !== null) return <Trouble error={preview.error} />
  if (preview.data === undefined || !isSettled) return null
  const { isAccepted, problem } = preview.data
  if (!isAccepted) return <Alert color="coral" title={problem?.title}>{problem?.detail}</Alert>
  return <Alert color="tide" title={title} role="status">{told(preview.data)}</Alert>
}

/** Which levels an event would change, by their names. */
export function Moves({ moves }: Pick<EventPreview, 'moves'>) {
  const { say, language } = useWords()
  const document = useDocument()
  const named = (track: string, level: string | null): string => levelName(document, track, { level, language }) ?? say('level.none')
  return moves.map(({ track, from, to }) => <Text key={track} size="sm">{say('adjust.move', { from: named(track, from), to: named(track, to) })}</Text>)
}

/** What could be used before and could be after, of each unit of which that differs. */
export function Gains({ before, after }: Pick<EventPreview, 'before' | 'after'>) {
  const { say } = useWords()
  const units = useUnits()
  return gainedUnits({ before, after }).map((unit) => <Text key={unit} size="sm">{say('adjust.from_to', { before: units.amount(unit, availableIn(before, unit)), after: units.told(unit, availableIn(after, unit)) })}</Text>)
}

/** The same and the levels that change, or that neither does. */
export function Changes({ before, after, moves }: Pick<EventPreview, 'before' | 'after' | 'moves'>) {
  const { say } = useWords()
  if (gainedUnits({ before, after }).length + moves.length === 0) return <Text size="sm">{say('adjust.nothing')}</Text>
  return <><Gains before={before} after={after} /><Moves moves={moves} /></>
}

function gainedUnits({ before, after }: Pick<EventPreview, 'before' | 'after'>): string[] {
  return [...new Set([...Object.keys(before.units), ...Object.keys(after.units)])].filter((unit) => availableIn(before, unit) !== availableIn(after, unit))
}

function availableIn({ units }: EventPreview['before'], unit: string): number {
  return units[unit]?.available ?? 0
}
