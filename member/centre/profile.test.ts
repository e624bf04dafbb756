import { expect, test } from 'vitest'
import { changedIn } from './profile.tsx'

test('a profile has changed where a form says something else, and not where it says nothing of it', () => {
  const said = (fields: Record<string, string>): FormData => Object.entries(fields).reduce((form, [name, value]) => { form.append(name, value); return form }, new FormData())
  const profile = { name: 'Ada', birthday: '07-14' }
  expect([changedIn(said({ name: ' Ada ' }), profile), changedIn(said({ name: '' }), profile), changedIn(said({ name: 'Ada', birthday: '1990-07-14' }), profile)]).toEqual([{}, { name: null }, { birthday: '1990-07-14' }])
})
