import { dayText } from '#engine/calendar'
import type { Chance } from './chance.ts'
import { FIRST_DAY } from './days.ts'
import { COUNTRIES, type Country, type Name } from './people.ts'

/** A member of the demo store. */
export type Shopper = {
  id: string
  given: Name
  family: Name
  /** As it is written there: the family's name first, or last. */
  name: string
  country: Country
  place: Country['places'][number]
  /** Month and day. */
  birthday: string
  birthYear: number
  /** How likely points are used when there are enough; 0: never. */
  thrift: number
  tags: readonly string[]
  /** Where they came from, as the page on which they joined noted it. */
  source: Readonly<Record<string, string>>
  notes: string | null
}

/** Where people come from: an advertisement, somebody whom they follow, a fair, a card in a parcel; most by themselves. */
const SOURCES: readonly (readonly [Shopper['source'], number])[] = [
  [{}, 30],
  [{ utmSource: 'instagram', utmMedium: 'paid-social', utmCampaign: 'summer-2025' }, 14],
  [{ utmSource: 'tiktok', utmMedium: 'paid-social', utmCampaign: 'linen-week' }, 10],
  [{ utmSource: 'newsletter', utmMedium: 'email', utmCampaign: 'singles-day' }, 9],
  [{ utmSource: 'pinterest', utmMedium: 'social', utmCampaign: 'slow-home' }, 7],
  [{ influencer: '@slow.linen' }, 8],
  [{ influencer: '@tide.and.table' }, 6],
  [{ campaign: 'Canton Fair, spring 2025' }, 3],
  [{ campaign: 'Maison et Objet 2025' }, 2],
  [{ campaign: 'parcel-card' }, 11],
]

const TAGS: readonly (readonly [readonly string[], number])[] = [[[], 50], [['newsletter'], 26], [['newsletter', 'linen'], 9], [['swim'], 8], [['home'], 7]]

const NOTES: readonly string[] = [
  'Prefers parcels with the neighbour at number 14.',
  'Allergic to wool: never send the blend samples.',
  'Asked to be told when the cot sheets are back.',
  '客人偏好微信沟通，晚上八点后联系。',
  'Sizes up in swimwear; exchanged twice for L.',
  '老客户，曾协助试穿新版泳装，回访需客气。',
  'Speaks to us in French; answer in French.',
  'Moved house in September: check the address on old orders.',
  '直播间介绍来的朋友，关注亚麻床品。',
]

/** Who is less thrifty than this never uses points. */
const NEVER = 0.08

/** Draws who somebody is; the number makes them one of their own. */
export function drawShopper(chance: Chance, number: number, country: Country = drawCountry(chance)): Shopper {
  const [given, family] = [chance.pick(country.given), chance.pick(country.family)]
  const birthday = dayText(FIRST_DAY + chance.between(0, 364)).slice(5)
  const thrift = chance.draw()
  return {
    id: `m${String(number).padStart(4, '0')}`,
    given, family, name: nameOf(country, given, family), country, place: chance.pick(country.places), birthday, birthYear: chance.between(1957, 2005), thrift: thrift < NEVER ? 0 : thrift,
    tags: chance.weighted(TAGS), source: chance.weighted(SOURCES), notes: chance.isLucky(0.03) ? chance.pick(NOTES) : null,
  }
}

function drawCountry(chance: Chance): Country {
  return chance.weighted(COUNTRIES.map((each) => [each, each.share] as const))
}

function nameOf({ isFamilyFirst, code }: Country, given: Name, family: Name): string {
  if (!isFamilyFirst) return `${given.native} ${family.native}`
  return code === 'JP' ? `${family.native} ${given.native}` : `${family.native}${given.native}`
}

/** What they said of news by mail when they joined: those of the newsletter yes, some of the others no, and the rest nothing. */
export function wantsNews({ id, tags }: Pick<Shopper, 'id' | 'tags'>): boolean | null {
  if (tags.includes('newsletter')) return true
  return Number(id.slice(1)) % 5 === 0 ? false : null
}

/** An address that leads nowhere (RFC 2606), in Latin letters, and theirs alone by its number. */
export function emailOf({ id, given, family }: Pick<Shopper, 'id' | 'given' | 'family'>): string {
  const number = Number(id.slice(1))
  const plain = [given, family].map(({ latin }) => latin.normalize('NFD').replace(/[łø]/gi, (letter) => (letter.toLowerCase() === 'ø' ? 'o' : 'l')).replace('ı', 'i').replace(/[^a-z]/gi, '').toLowerCase())
  return `${plain.join('.')}${number}@example.${['com', 'org', 'net'][number % 3]}`
}

/** A number that the country keeps for fiction; null where it keeps none, or all of them are somebody's in this year already. */
export function phoneOf({ id, country: { phone } }: Shopper, taken: ReadonlySet<string>): string | null {
  if (phone === null) return null
  const free = phone.split('d').length - 1
  const digits = String(Number(id.slice(1)) % 10 ** free).padStart(free, '0')
  let place = 0
  const number = phone.replace(/d/g, () => digits[place++] as string)
  return taken.has(number) ? null : number
}
