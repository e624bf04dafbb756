import { Stack, Title } from '@mantine/core'
import type { Path } from '#engine/program/problem'
import { listOf } from '#console/program/edit/named.ts'
import { LEVEL, TRACK } from '#console/program/edit/fields.ts'
import type { Field } from '#console/program/edit/field.ts'
import { freshId, idsOf } from '#console/program/edit/fresh.ts'
import { valueAt } from '#console/program/edit/plain.ts'
import { useWords } from '#console/words/use-words.ts'
import { Entries } from './entries.tsx'
import { Grid } from './fields.tsx'
import { useForm } from './form.ts'
import { useLevelSentences } from './sentences.ts'

const WHICH: readonly Field[] = [{ key: 'level', as: 'choice', words: ['highest', 'lowest', 'apart'] }]

/** The ladders of levels; most programs have one. */
export function Tracks() {
  const { say, language } = useWords()
  const { value, change, onOpen, isReadOnly } = useForm()
  const tracks = listOf(valueAt(value, ['tiers']))
  const add = (): void => {
    const levels = [{ id: 'basic', name: { [language]: say('form.new.first_level') } }, { id: 'gold', name: { [language]: say('form.new.level') }, entry: { spend: '500', window: { rolling: { days: 365 } } } }]
    change({ kind: 'insert', path: ['tiers'], index: tracks.length, value: { id: freshId('main', idsOf(tracks)), name: { [language]: say('form.new.track') }, levels } })
    onOpen(['tiers', tracks.length])
  }
  return (
    <Stack gap="lg">
      <section className="part" aria-label={say('form.title.tiers')}>
        <Title order={2} mb="xs">{say('form.title.tiers')}</Title>
        <Entries path={['tiers']} what={say('form.one.track')} empty={say('form.empty.tiers')} sentence={() => undefined} onAdd={add}>{(at) => <Track path={at} />}</Entries>
      </section>
      {tracks.length < 2 && valueAt(value, ['level']) === undefined ? null : <fieldset className="plain" disabled={isReadOnly}><Grid path={[]} fields={WHICH} form="tiers" isSection /></fieldset>}
    </Stack>
  )
}

function Track({ path }: { path: Path }) {
  const { say, language } = useWords()
  const { value, change, onOpen } = useForm()
  const sentence = useLevelSentences(valueAt(value, [...path, 'id']))
  const levelsPath = [...path, 'levels']
  const levels = listOf(valueAt(value, levelsPath))
  const add = (): void => {
    const level = { id: freshId('level', listOf(valueAt(value, ['tiers'])).flatMap((track) => idsOf(valueAt(track, ['levels'])))), name: { [language]: say('form.new.level') }, entry: entryAbove(levels) }
    change({ kind: 'insert', path: levelsPath, index: levels.length, value: level })
    onOpen([...levelsPath, levels.length])
  }
  return (
    <>
      <Title order={3} mb="xs">{say('form.title.levels')}</Title>
      <Entries path={levelsPath} what={say('form.one.level')} empty={say('form.empty.levels')} sentence={sentence} onAdd={add}>{(at) => <Grid path={at} fields={LEVEL} form="level" />}</Entries>
      <Title order={3} mt="md" mb="xs">{say('form.title.track')}</Title>
      <Grid path={path} fields={TRACK} form="track" />
    </>
  )
}

/** What a level above the last asks for: twice its spend, in the same time. */
function entryAbove(levels: readonly unknown[]): object {
  const last = valueAt(levels.at(-1), ['entry'])
  const spend = valueAt(last, ['spend'])
  const window = valueAt(last, ['window'])
  return { spend: typeof spend === 'string' && /^\d{1,11}$/.test(spend) && spend !== '0' ? String(Number(spend) * 2) : '500', ...(window === undefined && last !== undefined ? {} : { window: window ?? { rolling: { days: 365 } } }) }
}
