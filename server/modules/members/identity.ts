import { shown, type ShapeProblem } from '#engine/shape'
import { readEmail } from './read-email.ts'
import { isPhoneCountry, phoneWanted, readPhone } from './read-phone.ts'

/** What a merchant keeps about a member for their own use. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

/** Who somebody is, as they or the shop said it; null: not known. The day of a birthday is the engine's, the year stands here. */
export type Identity = {
  name: string | null
  givenName: string | null
  familyName: string | null
  /** As it is written, its domain in lower case. */
  email: string | null
  /** E.164. */
  phone: string | null
  /** BCP 47, in its proper spelling. */
  locale: string | null
  birthYear: number | null
  attributes: Attributes
  notes: string | null
}

/** What is said anew: absent stays as it was, null takes away; an attribute likewise. */
export type IdentityChange = { [K in Exclude<keyof Identity, 'attributes'>]?: Identity[K] | undefined } & {
  phoneCountry?: string | undefined
  attributes?: Readonly<Record<string, string | number | boolean | null>> | undefined
}

export const MOST_ATTRIBUTES = 50
export const NOBODY: Identity = { name: null, givenName: null, familyName: null, email: null, phone: null, locale: null, birthYear: null, attributes: {}, notes: null }

/** The identity after a change, the text by which its address is compared, and every mistake in what was said. */
export function changeIdentity(before: Identity, change: IdentityChange): { identity: Identity; emailKey: string | null; problems: ShapeProblem[] } {
  const problems: ShapeProblem[] = []
  const email = change.email === undefined ? before.email : change.email
  const read = email === null ? null : readEmail(email)
  if (email !== null && read === null) problems.push({ keys: ['email'], found: shown(email), wanted: 'an e-mail address, such as "anna@example.com"', code: 'bad_format' })
  const attributes = changeAttributes(before.attributes, change.attributes ?? {}, problems)
  const given = (field: 'name' | 'givenName' | 'familyName' | 'birthYear' | 'notes') => (change[field] === undefined ? before[field] : change[field])
  const identity = {
    name: given('name'), givenName: given('givenName'), familyName: given('familyName'), birthYear: given('birthYear'), notes: given('notes'),
    email: read?.email ?? null, phone: phoneOf(before, change, problems), locale: localeOf(before, change, problems), attributes,
  } as Identity
  return { identity, emailKey: read?.key ?? null, problems }
}

/** Which of the address and the number that stood there are gone, or others now; another way to write an address is none. */
export function replacedContacts(before: Identity, after: Identity): ('email' | 'phone')[] {
  const keyOf = (email: string | null): string | null => (email === null ? null : (readEmail(email)?.key ?? email))
  return [
    ...(before.email !== null && keyOf(before.email) !== keyOf(after.email) ? ['email' as const] : []),
    ...(before.phone !== null && before.phone !== after.phone ? ['phone' as const] : []),
  ]
}

function phoneOf(before: Identity, { phone, phoneCountry }: IdentityChange, problems: ShapeProblem[]): string | null {
  if (phoneCountry !== undefined && !isPhoneCountry(phoneCountry)) {
    problems.push({ keys: ['phoneCountry'], found: shown(phoneCountry), wanted: 'a country by ISO 3166-1, such as "DE"', code: 'bad_format' })
    return null
  }
  if (phone === undefined) return before.phone
  if (phone === null) return null
  const number = readPhone(phone, phoneCountry)
  if (number === null) problems.push({ keys: ['phone'], found: shown(phone), wanted: phoneWanted(phoneCountry), code: 'bad_format' })
  return number
}

function localeOf(before: Identity, { locale }: IdentityChange, problems: ShapeProblem[]): string | null {
  if (locale === undefined) return before.locale
  if (locale === null) return null
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? null
  } catch {
    problems.push({ keys: ['locale'], found: shown(locale), wanted: 'a language tag, such as "de-AT" or "zh-CN"', code: 'bad_format' })
    return null
  }
}

function changeAttributes(before: Attributes, change: NonNullable<IdentityChange['attributes']>, problems: ShapeProblem[]): Attributes {
  const all = Object.entries({ ...before, ...change }).filter((entry): entry is [string, string | number | boolean] => entry[1] !== null)
  if (all.length > MOST_ATTRIBUTES) problems.push({ keys: ['attributes'], found: `${all.length} attributes`, wanted: `at most ${MOST_ATTRIBUTES}, those that are there included`, code: 'out_of_range' })
  return Object.fromEntries(all)
}
