import { expect, test } from 'vitest'
import { deedText } from '#console/settings/deed-text.ts'
import en from '#locales/en/console.json' with { type: 'json' }
import zh from '#locales/zh-CN/console.json' with { type: 'json' }
import { beforeOf } from './audit-look.ts'
import { ROUTES } from './modules.ts'

/** What the audit enters: what staff and keys write, and what they read whole for a reason. Members alone ask for what takes no permission. */
const isEntered = ({ method, permission, audit, mayReveal }: (typeof ROUTES)[number]): boolean => permission !== null && (method === 'GET' ? permission === 'members:reveal' || mayReveal === true : audit !== 'none')
const ENTERED = ROUTES.filter(isEntered).map(({ method, path }) => `${method} ${path}`)

test.each([['en', en], ['zh-CN', zh]])('every deed that the audit enters is told in words, in %s', (_, { audit: { deeds } }) => {
  const words = { has: (key: string) => key.replace('audit.deeds.', '') in deeds, say: (key: string) => key }
  expect(ENTERED.length).toBeGreaterThan(100)
  expect(ENTERED.filter((deed) => deedText(deed, words) === deed)).toEqual([])
})

type Shape = { properties?: Record<string, Shape>; items?: Shape; anyOf?: Shape[]; allOf?: Shape[] }

/** The fields of a shape, and those one below where it has shapes of its own; what may hold any name has none. */
function fieldsOf({ properties = {}, items, anyOf = [], allOf = [] }: Shape, depth = 1): string[] {
  const below = [...(items === undefined ? [] : [items]), ...anyOf, ...allOf].flatMap((part) => fieldsOf(part, depth))
  return [...below, ...Object.entries(properties).flatMap(([name, part]) => [name, ...(depth === 0 ? [] : fieldsOf(part, depth - 1))])]
}

/** What stands before and after a deed is what was asked, or what a row reads of it. Carts are long, and staff read none of them here. */
const TOLD = new Set(ROUTES.filter(isEntered).flatMap((route) => {
  const read = [beforeOf(route, ROUTES) ?? []].flat().map((path) => path.split('?')[0])
  const shapes = [route.input, ...ROUTES.filter(({ method, path }) => method === 'GET' && path !== '/quotes/:quote' && read.includes(path)).map(({ output }) => output)]
  return (shapes as (Shape | undefined)[]).flatMap((shape) => fieldsOf(shape ?? {}))
}))

test.each([['en', en], ['zh-CN', zh]])('every field that the audit tells has a word, in %s', (_, { audit: { fields } }) => {
  expect(TOLD.size).toBeGreaterThan(200)
  expect([...TOLD].filter((field) => !(field in fields))).toEqual([])
})
