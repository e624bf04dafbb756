import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core'
import { LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'
import { DATES, has, hasConsent, type Field, type Told } from './told.ts'

/** How what stands in the columns is meant: only what the columns ask for. */
export function How({ columns, told, onTell }: { columns: readonly (Field | null)[]; told: Told; onTell: (told: Told) => void }) {
  const { say } = useWords()
  const text = (field: 'source' | 'phoneCountry' | 'levelUntil' | 'consentText') => ({ label: say(`imports.how.${field}`), description: say(`imports.how.${field}_hint`), value: told[field], onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => onTell({ ...told, [field]: value }) })
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" my="md">
      <TextInput {...text('source')} maxLength={40} />
      {columns.includes('phone') ? <TextInput {...text('phoneCountry')} maxLength={2} /> : null}
      {has(columns, DATES) ? <Select label={say('imports.how.dateOrder')} description={say('imports.how.dateOrder_hint')} value={told.dateOrder ?? 'none'} allowDeselect={false} onChange={(value) => onTell({ ...told, dateOrder: value === 'dmy' || value === 'mdy' ? value : null })} data={['none', 'dmy', 'mdy'].map((value) => ({ value, label: say(`imports.how.order.${value}`) }))} /> : null}
      {columns.includes('level') ? <TextInput type="date" max={LAST_DAY} {...text('levelUntil')} /> : null}
      {hasConsent(columns) ? <TextInput {...text('consentText')} maxLength={200} /> : null}
      <Checkbox label={say('imports.how.overwrite')} description={say('imports.how.overwrite_hint')} checked={told.isOverwriting} onChange={(event) => onTell({ ...told, isOverwriting: event.currentTarget.checked })} />
    </SimpleGrid>
  )
}
