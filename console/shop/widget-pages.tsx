import { Select, Stack, TagsInput } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import { isPagePath, pathsOf } from './page-paths.ts'
import type { ShopForm } from './use-form.ts'

const WHICH = ['all', 'only', 'except'] as const

/** On which pages of the shop the launcher is: all, only some, or all but some, by how their paths begin. */
export function WidgetPages({ form: { value: { widget }, change, isWriter } }: { form: ShopForm }) {
  const { say } = useWords()
  const { pages, ...rest } = widget
  const choose = (which: string | null): void => change({ widget: which === 'only' || which === 'except' ? { ...rest, pages: { which, paths: pages?.paths ?? [] } } : rest })
  const wrong = pages?.paths.find((path) => !isPagePath(path))
  const error = pages === undefined ? undefined : pages.paths.length === 0 ? say('embed.no_paths') : wrong === undefined ? undefined : say('embed.no_path', { path: wrong })
  return (
    <Stack gap="sm">
      <Select label={say('embed.pages')} maw={420} value={pages?.which ?? 'all'} allowDeselect={false} disabled={!isWriter} onChange={choose} data={WHICH.map((each) => ({ value: each, label: say(`embed.pages_of.${each}`) }))} />
      {pages === undefined ? null : <TagsInput label={say('embed.paths')} description={say('embed.paths_hint')} placeholder="/checkout" error={error} value={pages.paths} splitChars={[',', ' ']} disabled={!isWriter} onChange={(typed) => change({ widget: { ...widget, pages: { ...pages, paths: pathsOf(typed) } } })} />}
    </Stack>
  )
}
