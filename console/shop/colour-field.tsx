import { TextInput } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'

type Field = { label: string; value: string; isWriter: boolean; onChange: (colour: string) => void }

/** A colour, typed as "#0f5c6e" or chosen in the browser's own way, which keyboards and screen readers know. */
export function ColourField({ label, value, isWriter, onChange }: Field) {
  const { say } = useWords()
  const set = (colour: string): void => onChange(colour.trim().toLowerCase())
  const whole = /^#[0-9a-f]{6}$/.test(value)
  return (
    <TextInput
      label={label} value={value} readOnly={!isWriter} error={whole ? undefined : say('look.no_colour')} onChange={(event) => set(event.currentTarget.value)} leftSectionPointerEvents="all" leftSectionWidth={44}
      leftSection={<input className="colour" type="color" aria-label={say('look.choose', { what: label })} disabled={!isWriter} value={whole ? value : '#000000'} onChange={(event) => set(event.currentTarget.value)} />}
    />
  )
}
