import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Path } from '#engine/program/problem'
import { listOf } from '#console/program/edit/named.ts'
import { useWords } from '#console/words/use-words.ts'
import * as fields from '#console/program/edit/fields.ts'
import type { Field } from '#console/program/edit/field.ts'
import { freshId, idsOf } from '#console/program/edit/fresh.ts'
import { isTree, valueAt } from '#console/program/edit/plain.ts'
import { keysOf, SECTIONS, type Section } from '#console/program/edit/part.ts'
import { Entries, type Sentence } from './entries.tsx'
import { Grid } from './fields.tsx'
import { useForm } from './form.ts'
import { KeyField } from './key-field.tsx'
import { Raw } from './raw.tsx'
import { useSentences } from './sentences.ts'
import { Tracks } from './tracks.tsx'

/** One part of the program, as a form. */
export function SectionOf({ section }: { section: Section }) {
  switch (section) {
    case 'basics': return <Basics />
    case 'markets': return <Named keyName="markets" form="market" begin={{ currency: 'USD', earn: '1' }} fields={fields.MARKET} />
    case 'earn': return <Earn />
    case 'tiers': return <Tracks />
    case 'benefits': return <Stack gap="lg"><Named keyName="benefits" form="benefit" begin={{ kind: 'service' }} fields={fields.BENEFIT} /><Listed keyName="entitlements" form="entitlement" begin={{ uses: 1 }} fields={fields.ENTITLEMENT} /></Stack>
    case 'rewards': return <Listed keyName="rewards" form="reward" begin={{ gives: { product: 'SKU' }, points: 500 }} fields={fields.REWARD} />
    case 'discounts': return <Discounts />
    case 'terms': return <Terms />
  }
}

type Shown = { keyName: string; form: string; begin: Readonly<Record<string, unknown>>; fields: readonly Field[] }

/** A list of entries that have ids. */
function Listed({ keyName, form, begin, fields: shown }: Shown) {
  const { say, language } = useWords()
  const { value, change, onOpen } = useForm()
  const sentence = useSentences(keyName)
  const path = [keyName]
  const add = (): void => {
    const entries = valueAt(value, path)
    const entry = { id: freshId(form, idsOf(entries)), name: { [language]: say(`form.new.${form}`) }, ...begin }
    change({ kind: 'insert', path, index: listOf(entries).length, value: entry })
    onOpen([...path, listOf(entries).length])
  }
  return <Section keyName={keyName} form={form} sentence={sentence} onAdd={add}>{(at) => <Grid path={at} fields={shown} form={form} />}</Section>
}

/** A map of entries by their ids. */
function Named({ keyName, form, begin, fields: shown }: Shown) {
  const { say, language } = useWords()
  const { value, change, onOpen } = useForm()
  const sentence = useSentences(keyName)
  const path = [keyName]
  const add = (): void => {
    const id = freshId(form, idsOf(valueAt(value, path)))
    change({ kind: 'set', path: [...path, id], value: { ...begin, name: { [language]: say(`form.new.${form}`) } } })
    onOpen([...path, id])
  }
  return <Section keyName={keyName} form={form} sentence={sentence} onAdd={add}>{(at) => <><Grid path={at} fields={shown} form={form} /><KeyField path={at} /></>}</Section>
}

function Section({ keyName, form, sentence, onAdd, children }: { keyName: string; form: string; sentence: Sentence; onAdd: () => void; children: (path: Path) => ReactNode }) {
  const { say } = useWords()
  return (
    <section className="part" aria-label={say(`form.title.${keyName}`)}>
      <Title order={2} mb="xs">{say(`form.title.${keyName}`)}</Title>
      <Entries path={[keyName]} what={say(`form.one.${form}`)} empty={say(`form.empty.${keyName}`)} sentence={sentence} onAdd={onAdd}>{children}</Entries>
    </section>
  )
}

function Basics() {
  const { say } = useWords()
  const { value, isReadOnly } = useForm()
  const known = new Set([...fields.BASICS.map(({ key }) => key), ...SECTIONS.flatMap(keysOf)])
  const others = isTree(value) ? Object.keys(value).filter((key) => !known.has(key)) : []
  return (
    <section className="part" aria-label={say('form.section.basics')}>
      <fieldset className="plain" disabled={isReadOnly}>
        <Grid path={[]} fields={fields.BASICS} form="basics" isSection />
        {others.map((key) => <Raw key={key} path={[key]} label={key} />)}
      </fieldset>
    </section>
  )
}

function Earn() {
  const { say } = useWords()
  const { isReadOnly } = useForm()
  return (
    <Stack gap="lg">
      <Listed keyName="earn" form="earn" begin={{ on: 'order.paid', rate: 'market' }} fields={fields.EARN} />
      <fieldset className="plain" disabled={isReadOnly}><Raw path={['events']} label={say('form.title.events')} hint={say('form.hint.any.events')} /></fieldset>
    </Stack>
  )
}

function Discounts() {
  const { say } = useWords()
  const { isReadOnly } = useForm()
  return (
    <Stack gap="lg">
      <Listed keyName="discounts" form="discount" begin={{ kind: 'promotion', percent: '10' }} fields={fields.DISCOUNT} />
      <fieldset className="plain" disabled={isReadOnly}>
        {(['prices', 'margin'] as const).map((key) => <section key={key} className="part"><Title order={2} mb="xs">{say(`form.title.${key}`)}</Title><Grid path={[key]} fields={key === 'prices' ? fields.PRICES : fields.MARGIN} form={key} /></section>)}
      </fieldset>
    </Stack>
  )
}

function Terms() {
  const { say } = useWords()
  const { isReadOnly } = useForm()
  return (
    <Stack gap="lg">
      <Named keyName="units" form="unit" begin={{ kind: 'spendable' }} fields={fields.UNIT} />
      <section className="part" aria-label={say('form.title.terms')}>
        <Title order={2} mb="xs">{say('form.title.terms')}</Title>
        <fieldset className="plain" disabled={isReadOnly}><Grid path={[]} fields={fields.TERMS} form="terms" isSection /></fieldset>
      </section>
    </Stack>
  )
}
