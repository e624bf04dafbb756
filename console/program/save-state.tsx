import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { ResetIcon } from '@radix-ui/react-icons'
import { useWords } from '#console/words/use-words.ts'
import type { Saving } from './use-autosave.ts'
import type { Writing } from './use-writing.ts'

/** Undo and redo, whether all is saved and since when, and a button for whoever does not want to wait. */
export function SaveState({ saving, writing }: { saving: Saving; writing: Writing }) {
  const { say, language } = useWords()
  const { isUnsaved, isSaving, savedAt, error, save } = saving
  const time = savedAt === null ? null : new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(savedAt)
  const state = isSaving ? say('draft.saving') : error !== null ? say('draft.failed') : isUnsaved ? say('draft.unsaved') : time === null ? say('draft.saved') : say('draft.saved_at', { time })
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" role="status">{state}</Text>
      <Group gap={2}>
        <Tooltip label={say('draft.undo')}><ActionIcon aria-label={say('draft.undo')} disabled={!writing.canUndo} onClick={writing.undo}><ResetIcon /></ActionIcon></Tooltip>
        <Tooltip label={say('draft.redo')}><ActionIcon aria-label={say('draft.redo')} disabled={!writing.canRedo} onClick={writing.redo}><ResetIcon style={{ transform: 'scaleX(-1)' }} /></ActionIcon></Tooltip>
      </Group>
      <Button variant="default" disabled={!isUnsaved || saving.theirs !== null} loading={isSaving} onClick={save}>{say('program.save')}</Button>
    </Group>
  )
}
