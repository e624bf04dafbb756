import { expect, test } from 'vitest'
import { keepSource, sourceOf } from './source.ts'

const of = (address: string, referrer = ''): object => sourceOf(new URL(address), referrer)

test('an address says where somebody came from, in the words of the API', () => {
  expect(of('https://points.example/m/reef/join?utm_source=instagram&utm_campaign=summer&ref=mia&qr=till-2&other=1', 'https://www.instagram.com/p/1')).toEqual({
    utmSource: 'instagram', utmCampaign: 'summer', influencer: 'mia', qr: 'till-2', referrer: 'www.instagram.com', page: '/m/reef/join',
  })
})

test.each([['https://points.example/m/reef/'], ['https://points.example/m/reef/?utm_source=%00'], ['https://points.example/m/reef/?ref=+']])('%s says nothing', (address) => {
  expect(of(address, 'https://points.example/m/reef/guide')).toEqual({})
})

test('the first source of a tab stays, whatever page comes after, and what was stored by somebody else is none', () => {
  const items = new Map<string, string>()
  const storage = { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value) }
  expect(keepSource({}, storage)).toEqual({})
  expect([keepSource({ qr: 'till-2' }, storage), keepSource({ qr: 'other' }, storage), keepSource({}, storage)]).toEqual([{ qr: 'till-2' }, { qr: 'till-2' }, { qr: 'till-2' }])
  for (const text of ['', '{', '[]', 'null', '1']) {
    items.set('rockpool:source', text)
    expect(keepSource({}, storage)).toEqual({})
  }
})
