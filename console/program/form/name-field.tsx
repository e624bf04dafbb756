import { Menu, SimpleGrid, TextInput, UnstyledButton } from '@mantine/core'
import { LOCALES } from '#engine/text'
import type { Path } from '#engine/program/problem'
import { isTree } from '#console/program/edit/plain.ts'
import { namesOf } from '#console/shop/use-form.ts'
import { useWords } from '#console/words/use-words.ts'
import { useField, useForm } from './form.ts'
import type { Asked } from './inputs.tsx'
import { Raw } from './raw.tsx'

const FIRST = ['en', 'zh-CN'] as const

/** A name in each language; one text for all of them where it is written so. */
export function NameField(asked: Asked) {
  const { say, language } = useWords()
  const { isReadOnly } = useForm()
  const { path, label, hint, isNeeded } = asked
  const { value, set, mistake } = useField(path)
  if (typeof value === 'string') {
    return (
      <TextInput label={label} description={hint} value={value} error={mistake} onChange={({ currentTarget: { value: typed } }) => set(typed === '' && !isNeeded ? undefined : typed)}
        rightSection={isReadOnly ? null : <UnstyledButton className="inline-action" onClick={() => set({ [language]: value })}>{say('form.by_language')}</UnstyledButton>} rightSectionWidth={110} />
    )
  }
  if (value !== undefined && !(isTree(value) && !Array.isArray(value) && Object.values(value).every((each) => typeof each === 'string'))) return <Raw path={path} label={label} hint={hint} />
  const languageName = namesOf(language, 'language')
  const written = Object.keys(value ?? {})
  const shown = [...FIRST, ...written.filter((each) => !FIRST.some((first) => first === each))]
  const left = LOCALES.filter((each) => !shown.includes(each))
  return (
    <div role="group" aria-label={label}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" style={{ alignItems: 'end' }}>
        {shown.map((tag, index) => <InLanguage key={tag} path={[...path, tag]} label={say('form.in_language', { label, language: languageName(tag) })} hint={index === 0 ? hint : undefined} mistake={index === 0 ? mistake : undefined} isAlone={isNeeded && written.length < 2} />)}
      </SimpleGrid>
      {isReadOnly || left.length === 0 || written.length === 0 ? null : (
        <Menu position="bottom-start">
          <Menu.Target><UnstyledButton className="inline-action" mt={4} aria-label={say('form.add_language_to', { label })}>{say('form.add_language')}</UnstyledButton></Menu.Target>
          <Menu.Dropdown>{left.map((tag) => <Menu.Item key={tag} onClick={() => set({ ...(value as object), [tag]: '' })}>{languageName(tag)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

function InLanguage({ path, label, hint, mistake, isAlone }: { path: Path; label: string; hint: string | undefined; mistake: string | undefined; isAlone: boolean }) {
  const field = useField(path)
  const text = typeof field.value === 'string' ? field.value : ''
  return <TextInput label={label} description={hint} value={text} lang={String(path.at(-1))} error={field.mistake ?? mistake} onChange={({ currentTarget: { value: typed } }) => field.set(typed === '' && !isAlone ? undefined : typed)} />
}
