import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TEMPLATES } from './templates.ts'

test('every program of programs/ can be begun with', () => {
  expect(TEMPLATES.toSorted()).toEqual(['first', ...readdirSync('programs').flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []))].toSorted())
})
