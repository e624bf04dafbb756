import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '#console/words/use-words.ts'
import { namesOf, type ShopForm } from './use-form.ts'

const OLDEST = 25
const USUAL = 16

/** Countries with an age of their own. */
export function Ages({ form: { value: { ageGate }, change, isWriter } }: { form: ShopForm }) {
  const { say, language } = useWords()
  const country = namesOf(language, 'region')
  const [code, setCode] = useState('')
  const [age, setAge] = useState<number | string>(USUAL)
  const put = (byCountry: Record<string, number>): void => change({ ageGate: { ...ageGate, byCountry } })
  const isReady = /^[A-Z]{2}$/.test(code) && typeof age === 'number'
  const add = (): void => {
    put({ ...ageGate.byCountry, [code]: Number(age) })
    setCode('')
  }
  return (
    <Stack gap={6}>
      {Object.entries(ageGate.byCountry).map(([each, years]) => (
        <Group key={each} gap="sm"><Text size="sm">{say('shop.age_of', { country: country(each), age: years })}</Text>{isWriter ? <Button size="compact-xs" variant="subtle" color="coral" aria-label={say('shop.age_remove_of', { country: country(each) })} onClick={() => put(Object.fromEntries(Object.entries(ageGate.byCountry).filter(([other]) => other !== each)))}>{say('shop.age_remove')}</Button> : null}</Group>
      ))}
      {isWriter ? (
        <Group gap="xs" align="flex-end">
          <TextInput label={say('shop.age_country')} w={150} maxLength={2} placeholder="KR" value={code} onChange={(event) => setCode(event.currentTarget.value.toUpperCase())} />
          <NumberInput label={say('shop.age_years')} w={110} min={1} max={OLDEST} allowDecimal={false} value={age} onChange={setAge} />
          <Button variant="default" disabled={!isReady} onClick={add}>{say('shop.age_add')}</Button>
        </Group>
      ) : null}
    </Stack>
  )
}
