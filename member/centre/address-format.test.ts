import { describe, expect, test } from 'vitest'
import { linesOf, partsOf } from './address-format.ts'
import { countriesIn } from './countries.ts'

describe('an address', () => {
  test('has the parts of its country, in the order in which they are written there', () => {
    expect(partsOf('US')).toEqual(['name', 'lines', 'city', 'region', 'postcode'])
    expect(partsOf('DE')).toEqual(['name', 'lines', 'postcode', 'city'])
    expect(partsOf('JP').slice(0, 2)).toEqual(['postcode', 'region'])
    expect(partsOf('HK')).not.toContain('postcode')
    expect(partsOf('AE')).not.toContain('postcode')
  })

  test('has a name and lines in every country', () => {
    for (const { code } of countriesIn('en')) expect(partsOf(code), code).toEqual(expect.arrayContaining(['name', 'lines']))
  })

  test('is told as it stands on the parcel', () => {
    expect(linesOf({ name: 'Anna Schmidt', lines: ['Lindenstraße 4'], city: 'Berlin', region: null, postcode: '10969', country: 'DE' }, 'en')).toEqual(['Anna Schmidt', 'Lindenstraße 4', '10969 Berlin', 'Germany'])
    expect(linesOf({ name: null, lines: ['Villa 7'], city: 'Dubai', region: null, postcode: null, country: 'AE' }, 'en')).toEqual(['Villa 7', 'Dubai', 'United Arab Emirates'])
    expect(linesOf({ name: null, lines: ['Villa 7'], city: null, region: 'Dubai', postcode: null, country: 'AE' }, 'zh-CN').at(-1)).toBe('阿拉伯联合酋长国')
  })
})
