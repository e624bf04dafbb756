import { Alert, List, Text } from '@mantine/core'
import type { PublicationImpact } from '#sdk/index'
import type { Rockpool } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { listText } from '#console/words/texts.ts'
import { useWords } from '#console/words/use-words.ts'
import { levelName, useDocument } from './use-document.ts'

type Told = Pick<PublicationImpact, 'members' | 'moves' | 'ending' | 'sooner' | 'lost' | 'liability'>
type Asked = { of: readonly unknown[]; ask: (client: Rockpool) => Promise<Told> }

/** Who would move and what it would cost, before something is published; `of` names what is asked about. */
export function Impact({ of, ask }: Asked) {
  const { say } = useWords()
  const impact = useRead(['program', 'impact', ...of], ask)
  if (impact.error !== null) return <Trouble error={impact.error} />
  if (impact.data === undefined) return <Waiting what={say('waiting.impact')} />
  return <ToldImpact impact={impact.data} />
}

function ToldImpact({ impact: { members, moves, ending, sooner, lost, liability } }: { impact: Told }) {
  const { say, money, language } = useWords()
  const program = useDocument()
  const named = (levels: readonly string[]): string => listText(levels.map((level) => program?.tracks.map(({ id }) => levelName(program, id, { level, language })).find((name) => name !== level) ?? level), language) || say('level.none')
  return (
    <Alert color={lost.members > 0 ? 'sand' : 'tide'} title={say('impact.title', { looked: members.looked, all: members.all })}>
      <List size="sm">
        {moves.length === 0 ? <List.Item>{say('impact.nobody')}</List.Item> : moves.map(({ from, to, members: count }) => <List.Item key={`${from.join()} ${to.join()}`}>{say('impact.move', { count, from: named(from), to: named(to) })}</List.Item>)}
        {ending.members > 0 ? <List.Item>{say('impact.ending', { members: ending.members, points: ending.points })}</List.Item> : null}
        {sooner.members > 0 ? <List.Item>{say('impact.sooner', { members: sooner.members, points: sooner.points })}</List.Item> : null}
        {lost.members > 0 ? <List.Item>{say('impact.lost', { members: lost.members, points: lost.points })}</List.Item> : null}
      </List>
      <Text size="sm" mt={4}>{say('impact.liability', { before: money(liability.beforeMinor, liability.currency), after: money(liability.afterMinor, liability.currency) })}</Text>
    </Alert>
  )
}
