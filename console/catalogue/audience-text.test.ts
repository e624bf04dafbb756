import { expect, test } from 'vitest'
import type { Words } from '#console/words/use-words.ts'
import { accessText, audienceText, spanText, type Telling } from './audience-text.ts'

const dayIn = (iso: string, zone = 'UTC') => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: zone }).format(new Date(iso))
const words = {
  language: 'en', say: (key: string, values: Record<string, string> = {}) => key === 'catalogue.apart' ? '; ' : [key.replace('catalogue.', ''), ...Object.values(values)].join(' '),
  day: dayIn, lastDay: (iso: string, zone?: string) => dayIn(new Date(Date.parse(iso) - 1).toISOString(), zone), time: (iso: string, zone?: string) => `${iso} in ${zone}`, zoneName: (_: string, zone?: string) => zone ?? 'here',
} as unknown as Words
const program = { zone: 'Asia/Shanghai', markets: [{ id: 'jp', zone: 'Asia/Tokyo' }, { id: 'us' }], tracks: [{ id: 'main', levels: [{ id: 'pearl', name: { en: 'Pearl' } }, { id: 'plain' }] }] } as unknown as NonNullable<Telling['program']>
const nobody = { tag: null, level: null, memberId: null, member: null }

test('a list is told by the days of its market, the last of them included, and the zone is named', () => {
  const sale = { from: '2025-11-26T15:00:00Z', until: '2025-12-01T15:00:00Z' }
  const told = (span: { from: string | null; until: string | null }, market?: string) => spanText(span, { words, program, market })
  expect(told(sale, 'jp')).toBe('in_zone span Nov 27, 2025 Dec 1, 2025 Asia/Tokyo')
  expect([told({ ...sale, until: null }, 'jp'), told({ ...sale, from: null }, 'jp')]).toEqual(['in_zone from Nov 27, 2025 Asia/Tokyo', 'in_zone through Dec 1, 2025 Asia/Tokyo'])
  expect(told({ from: sale.from, until: '2025-11-27T15:00:00Z' }, 'jp')).toBe('in_zone Nov 27, 2025 Asia/Tokyo')
  expect(told({ from: null, until: null }, 'jp')).toBe(null)
  // A market without a zone of its own, and no market at all, have the program's; there these are not whole days.
  for (const market of ['us', undefined]) expect(told(sale, market)).toBe('span 2025-11-26T15:00:00Z in Asia/Shanghai 2025-12-01T15:00:00Z in Asia/Shanghai')
  expect(told({ from: '2025-11-26T16:00:00Z', until: '2025-11-27T02:00:00Z' })).toBe('span Nov 27, 2025 2025-11-27T02:00:00Z in Asia/Shanghai')
})

test('whom something is for is told by the names of the program, by an id only where there is none', () => {
  const told = (level: string) => audienceText({ ...nobody, level, isMembers: true }, { words, program })
  expect([told('pearl'), told('plain'), told('gone')]).toEqual(['level Pearl and members', 'level plain and members', 'level gone and members'])
  const company = (name: string | null, externalId: string | null) => audienceText({ ...nobody, memberId: 'mem_1', member: { memberId: 'mem_1', name, externalId, isTest: false } }, { words, program })
  expect([company('Nordhaus', 'c7'), company(null, 'c7'), company(null, null)]).toEqual(['company Nordhaus', 'company c7', 'company mem_1'])
  expect(accessText([], { words, program })).toBe('everybody')
  expect(accessText([{ ...nobody, isMembers: true, from: '2025-11-26T16:00:00Z', until: null }, { ...nobody, from: null, until: null }], { words, program })).toBe('members in_zone from Nov 27, 2025 Asia/Shanghai; everybody')
})
