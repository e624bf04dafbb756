import { expect, test } from 'vitest'
import { deedText } from '#console/settings/deed-text.ts'
import en from '#locales/en/console.json' with { type: 'json' }
import zh from '#locales/zh-CN/console.json' with { type: 'json' }
import { ROUTES } from './modules.ts'

/** What the audit enters: what staff and keys write, and what they read whole for a reason. Members alone ask for what takes no permission. */
const ENTERED = ROUTES.filter(({ method, permission, audit, mayReveal }) => permission !== null && (method === 'GET' ? permission === 'members:reveal' || mayReveal === true : audit !== 'none')).map(({ method, path }) => `${method} ${path}`)

test.each([['en', en], ['zh-CN', zh]])('every deed that the audit enters is told in words, in %s', (_, { audit: { deeds } }) => {
  const words = { has: (key: string) => key.replace('audit.deeds.', '') in deeds, say: (key: string) => key }
  expect(ENTERED.length).toBeGreaterThan(100)
  expect(ENTERED.filter((deed) => deedText(deed, words) === deed)).toEqual([])
})
