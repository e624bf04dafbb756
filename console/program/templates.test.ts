import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readTemplate, TEMPLATES } from './templates.ts'

test('every program of programs/ can be begun with', () => {
  expect(TEMPLATES.toSorted()).toEqual(['first', ...readdirSync('programs').flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []))].toSorted())
})

type Named = { id?: string; name?: Readonly<Record<string, string>>; levels?: readonly Named[]; multipliers?: readonly Named[] }
type Parts = Named & Partial<Record<'earn' | 'discounts' | 'rewards' | 'entitlements' | 'tiers', readonly Named[]> & Record<'markets' | 'benefits' | 'units', Record<string, Named>>>

test.each(TEMPLATES)('all that %s has is named in both languages of the staff: no page says an id', async (template) => {
  const { earn = [], discounts = [], rewards = [], entitlements = [], tiers = [], markets = {}, benefits = {}, units = {}, ...program } = parse(await readTemplate(template)) as Parts
  const listed = [...earn, ...discounts, ...rewards, ...entitlements, ...tiers].flatMap((one) => [one, ...(one.levels ?? []), ...(one.multipliers ?? [])])
  const named = [program, ...listed, ...[markets, benefits, units].flatMap((part) => Object.entries(part).map(([id, one]) => ({ id, ...one })))]
  expect(named.filter(({ name }) => name?.['en'] === undefined || name['zh-CN'] === undefined).map(({ id }) => id)).toEqual([])
})
