import { Alert, Badge, Tabs } from '@mantine/core'
import type { Path } from '#engine/program/problem'
import { listOf } from '#console/program/edit/named.ts'
import { sectionOf, pathOf, SECTIONS, type Section } from '#console/program/edit/part.ts'
import { isTree, valueAt } from '#console/program/edit/plain.ts'
import { useWords } from '#console/words/use-words.ts'
import { FormContext, type Form } from './form.ts'
import { SectionOf } from './sections.tsx'

/** The program as a form, part by part: it reads and writes the same text. Broken text cannot be shown as one. */
export function FormPane(form: Form) {
  const { say } = useWords()
  const { value, findings, open, onOpen } = form
  if (!isTree(value) || Array.isArray(value)) return <Alert color="sand" title={say('form.broken')}>{say('form.broken_text')}</Alert>
  const mistakes = (section: Section): number => findings.filter(({ severity, path }) => severity === 'mistake' && path !== '' && sectionOf(pathOf(path)) === section).length
  return (
    <FormContext value={form}>
      <Tabs className="form" value={open.length === 0 ? 'basics' : sectionOf(open)} onChange={(next) => onOpen(beginOf(next as Section, value))} keepMounted={false}>
        <Tabs.List mb="md" aria-label={say('form.parts')}>
          {SECTIONS.map((section) => {
            const wrong = mistakes(section)
            return <Tabs.Tab key={section} value={section} rightSection={wrong === 0 ? null : <Badge size="sm" color="coral" variant="light" aria-label={say('findings.mistakes', { count: wrong })}>{wrong}</Badge>}>{say(`form.section.${section}`)}</Tabs.Tab>
          })}
        </Tabs.List>
        {SECTIONS.map((section) => <Tabs.Panel key={section} value={section}><SectionOf section={section} /></Tabs.Panel>)}
      </Tabs>
    </FormContext>
  )
}

/** Where a part begins: where there is one ladder of levels only, it is open. */
function beginOf(section: Section, value: unknown): Path {
  if (section === 'basics') return []
  return section === 'tiers' && listOf(valueAt(value, ['tiers'])).length === 1 ? ['tiers', 0] : [section === 'terms' ? 'units' : section]
}
