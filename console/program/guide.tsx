import { List, Paper, Select, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { guideOf, type Guide as Told, type GuideLine } from '#engine/guide/guide'
import type { Program } from '#engine/index'
import { useNow } from '#console/session/clock.ts'
import { useWords } from '#console/words/use-words.ts'
import { useConditionLines } from './conditions-told.ts'
import { nameOf } from './use-document.ts'

/** The program in plain sentences, a line for each rule with the part of the price that comes back: the engine itself says them, in this browser. Beside a document it scrolls by itself. */
export function Guide({ program, document, isBeside = false }: { program: Program; /** Where it is known: its conditions are told then. */ document?: unknown; isBeside?: boolean }) {
  const { say, language } = useWords()
  const markets = Object.values(program.markets)
  const [chosen, setChosen] = useState(program.defaultMarket)
  const market = program.markets[chosen] === undefined ? program.defaultMarket : chosen
  const now = useNow()
  const told = useMemo(() => (now === undefined ? null : guideOf(program, { locale: language, at: now, market })), [program, language, market, now])
  const linesOf = useConditionLines(document)
  if (told === null) return null
  return (
    <Paper component="section" aria-label={say('guide.title')} mt="md" {...(isBeside ? { className: 'beside', tabIndex: 0 } : {})}><Stack gap="sm">
      <Title order={2}>{say('guide.title')}</Title>
      {markets.length < 2 ? null : <Select size="xs" maw={240} label={say('guide.market')} value={market} onChange={(next) => setChosen(next ?? program.defaultMarket)} data={markets.map(({ id, name }) => ({ value: id, label: nameOf(name as string | Record<string, string> | undefined, language) ?? id }))} />}
      <Lines title={say('guide.earn')} lines={linesOf('earn', told.earn)} />
      <Units units={told.units} />
      <Levels tracks={told.tracks} />
      <Lines title={say('guide.rewards')} lines={linesOf('rewards', told.rewards)} />
      <Lines title={say('guide.services')} lines={told.services} />
      <Lines title={say('guide.offers')} lines={linesOf('discounts', told.offers)} />
    </Stack></Paper>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly GuideLine[] }) {
  const { say } = useWords()
  if (lines.length === 0) return null
  return (
    <section>
      <Title order={3} mb={4}>{title}</Title>
      <List size="sm" spacing={4}>{lines.map(({ id, name, text, notes }) => (
        <List.Item key={id}><b>{name}</b>{say('guide.colon')}{text}{notes.map((note) => <Text key={note} size="xs" c="dimmed">{note}</Text>)}</List.Item>
      ))}</List>
    </section>
  )
}

function Units({ units }: { units: Told['units'] }) {
  return units.map(({ id, name, notes }) => (notes.length === 0 ? null : (
    <section key={id}><Title order={3} mb={4}>{name}</Title><List size="sm" spacing={4}>{notes.map((note) => <List.Item key={note}>{note}</List.Item>)}</List></section>
  )))
}

function Levels({ tracks }: { tracks: Told['tracks'] }) {
  const { say } = useWords()
  return tracks.map(({ id, name, levels, notes }) => (
    <section key={id}>
      <Title order={3} mb={4}>{name}</Title>
      <List size="sm" spacing={4}>{levels.map((level) => (
        <List.Item key={level.id}><b>{level.name}</b>{say('guide.colon')}{level.entry}{[...(level.keep === null ? [] : [say('guide.keep', { what: level.keep })]), ...level.benefits.map((benefit) => [benefit.name, benefit.text].filter(Boolean).join(say('guide.colon')))].map((text) => <Text key={text} size="xs" c="dimmed">{text}</Text>)}</List.Item>
      ))}</List>
      {notes.map((note) => <Text key={note} size="xs" c="dimmed">{note}</Text>)}
    </section>
  ))
}
