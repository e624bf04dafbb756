import { Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { PublishDraft } from '#sdk/index'
import { useWords, type Words } from '#console/words/use-words.ts'

export type Mode = NonNullable<PublishDraft['mode']>
const MODES: readonly Mode[] = ['upgrades_only', 'new_periods', 'all']
const LONGEST_NOTE = 300

type Fields = { mode: Mode; onMode: (mode: Mode) => void; note: string; onNote: (note: string) => void }

/** Whom the level rules of what is published reach, and why it is published. */
export function PublishingFields({ mode, onMode, note, onNote }: Fields) {
  const { say } = useWords()
  return (
    <>
      <Select label={say('publish.mode')} description={say(`publish.about.${mode}`)} value={mode} onChange={(value) => onMode((value ?? 'upgrades_only') as Mode)} data={MODES.map((value) => ({ value, label: say(`mode.${value}`) }))} allowDeselect={false} />
      <TextInput label={say('publish.note')} description={say('publish.note_hint')} value={note} onChange={(event) => onNote(event.currentTarget.value)} maxLength={LONGEST_NOTE} />
    </>
  )
}

/** The note as it is sent; nothing where nobody wrote one. */
export function noteOf(note: string): { note?: string } {
  return note.trim() === '' ? {} : { note: note.trim() }
}

type Published = { version: number; floors?: { ordersBelow: number; message: string } | null | undefined }

/** Says that a version is in force, and which orders it would bring below their floor. */
export function tellPublished({ version, floors }: Published, { say }: Pick<Words, 'say'>): void {
  const closeButtonProps = { 'aria-label': say('ask.close') }
  notifications.show({ color: 'kelp', message: say('publish.done', { version }), closeButtonProps })
  if (floors !== undefined && floors !== null && floors.ordersBelow > 0) notifications.show({ color: 'sand', message: floors.message, autoClose: false, closeButtonProps })
}
