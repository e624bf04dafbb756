import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { countedLevelName, useDocument } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

/** Whom something is for, as a form has it: a sort, and which one. */
export type Whom = { sort: 'everybody' | 'members' | 'tag' | 'level' | 'company'; name: string; from: string; until: string }
export const EVERYBODY: Whom = { sort: 'everybody', name: '', from: '', until: '' }

/** Whether it says which one, where it has to. */
export function isWhole({ sort, name }: Whom): boolean {
  return sort === 'everybody' || sort === 'members' || name.trim() !== ''
}

/** A kind of shoppers, and from when until when. */
export function WhomFields({ whom, sorts, hasTimes = true, onChange, wrong = () => undefined }: { whom: Whom; sorts: readonly Whom['sort'][]; hasTimes?: boolean; onChange: (whom: Whom) => void; wrong?: (path: string) => string | undefined }) {
  const { say, language } = useWords()
  const program = useDocument()
  const levels = program?.tracks.flatMap((track) => track.levels.map(({ id }) => ({ value: id, label: countedLevelName(program, program.tracks.length > 1 ? `${track.id}/${id}` : id, language) ?? id }))) ?? []
  const name = (label: string, hint: string, path: string) => <TextInput label={say(label)} description={say(hint)} value={whom.name} onChange={(event) => onChange({ ...whom, name: event.currentTarget.value })} error={wrong(path)} maxLength={200} />
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: 'end' }}>
      <Select label={say('whom.label')} value={whom.sort} onChange={(sort) => onChange({ ...whom, sort: sort as Whom['sort'], name: '' })} data={sorts.map((value) => ({ value, label: say(`whom.sort.${value}`) }))} />
      {whom.sort === 'tag' ? name('whom.tag', 'whom.tag_hint', 'tag') : whom.sort === 'company' ? name('whom.company', 'whom.company_hint', 'member') : whom.sort === 'level' ? <Select label={say('whom.level')} value={whom.name === '' ? null : whom.name} onChange={(value) => onChange({ ...whom, name: value ?? '' })} data={levels} error={wrong('level')} /> : <span />}
      {hasTimes ? (
        <>
          <TextInput type="datetime-local" label={say('whom.from')} value={whom.from} onChange={(event) => onChange({ ...whom, from: event.currentTarget.value })} error={wrong('from')} />
          <TextInput type="datetime-local" label={say('whom.until')} value={whom.until} onChange={(event) => onChange({ ...whom, until: event.currentTarget.value })} error={wrong('until')} />
        </>
      ) : null}
    </SimpleGrid>
  )
}
