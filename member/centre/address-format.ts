import { formatAddress } from 'localized-address-format'
import type { Address } from './shapes.ts'

/** What an address has beside its country. */
export const PARTS = ['name', 'lines', 'region', 'city', 'postcode'] as const
export type Part = (typeof PARTS)[number]

/** Something that no format has in it, for each part. */
const MARKS: Readonly<Record<Part, string>> = { name: '\u0001', lines: '\u0002', region: '\u0003', city: '\u0004', postcode: '\u0005' }

/** The parts that addresses of a country have, in the order in which they are written there: in Japan the postcode first and the name last, in Hong Kong no postcode at all. */
export function partsOf(country: string): Part[] {
  const written = formatAddress({ postalCountry: country, name: MARKS.name, addressLines: [MARKS.lines], administrativeArea: MARKS.region, locality: MARKS.city, postalCode: MARKS.postcode }).join('\n')
  return PARTS.filter((part) => written.includes(MARKS[part])).sort((a, b) => written.indexOf(MARKS[a]) - written.indexOf(MARKS[b]))
}

/** An address as it stands on a parcel, line by line; the country last, in the reader's words. */
export function linesOf({ name, lines, region, city, postcode, country }: Omit<Address, 'address' | 'isDefault'>, locale: string): string[] {
  const told = { ...(name === null ? {} : { name }), ...(region === null ? {} : { administrativeArea: region }), ...(city === null ? {} : { locality: city }), ...(postcode === null ? {} : { postalCode: postcode }) }
  // A shop may have told what its country's addresses do not have: it is not lost.
  const known = partsOf(country)
  const more = ([['region', region], ['city', city], ['postcode', postcode]] as const).flatMap(([part, text]) => (text === null || known.includes(part) ? [] : [text]))
  return [...formatAddress({ postalCountry: country, addressLines: [...lines], ...told }), ...more, new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country]
}
