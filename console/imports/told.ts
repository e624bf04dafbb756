import type { ImportSettings } from '#sdk/index'

export type Field = NonNullable<ImportSettings['columns'][number]>

/** What a column can be, in the order in which it is offered. */
export const FIELDS = [
  'externalId', 'email', 'phone', 'name', 'givenName', 'familyName', 'birthday', 'locale', 'region', 'market', 'tags', 'points', 'pointsUntil', 'level', 'levelUntil',
  'consentEmail', 'consentSms', 'consentWhatsapp', 'consentPhone', 'consentPost',
] as const satisfies readonly Field[]

/** What is said of a file beside its columns, as it is typed. */
export type Told = { source: string; isOverwriting: boolean; dateOrder: 'dmy' | 'mdy' | null; phoneCountry: string; levelUntil: string; consentText: string }

type Columns = readonly (Field | null)[]

const NAMING: readonly Field[] = ['externalId', 'email', 'phone']
const VALUES: readonly Field[] = ['points', 'level']
export const DATES: readonly Field[] = ['birthday', 'pointsUntil', 'levelUntil']

export function has(columns: Columns, fields: readonly Field[]): boolean {
  return fields.some((field) => columns.includes(field))
}

export function hasConsent(columns: Columns): boolean {
  return columns.some((field) => field?.startsWith('consent') === true)
}

/** What is still to be said before a file can be checked. */
export function asks(columns: Columns, { source, consentText, phoneCountry }: Told): ('naming' | 'source' | 'consent' | 'country' | 'points' | 'level')[] {
  return [
    ...(has(columns, NAMING) ? [] : ['naming' as const]), ...(/^[a-z0-9][a-z0-9_-]{0,39}$/.test(source) ? [] : ['source' as const]),
    ...(hasConsent(columns) && consentText.trim() === '' ? ['consent' as const] : []), ...(phoneCountry === '' || /^[A-Za-z]{2}$/.test(phoneCountry) ? [] : ['country' as const]),
    ...(columns.includes('pointsUntil') && !columns.includes('points') ? ['points' as const] : []), ...(columns.includes('levelUntil') && !columns.includes('level') ? ['level' as const] : []),
  ]
}

/** The same as the API asks for it; what concerns no column is left out. */
export function bodyOf(file: Pick<ImportSettings, 'encoding' | 'delimiter' | 'columns'>, { source, isOverwriting, dateOrder, phoneCountry, levelUntil, consentText }: Told, reason: string): ImportSettings {
  const { columns } = file
  return {
    ...file, source, isOverwriting, ...(dateOrder !== null && has(columns, DATES) ? { dateOrder } : {}), ...(phoneCountry !== '' && columns.includes('phone') ? { phoneCountry: phoneCountry.toUpperCase() } : {}),
    ...(levelUntil !== '' && columns.includes('level') ? { levelUntil } : {}), ...(hasConsent(columns) ? { consentText: consentText.trim() } : {}), ...(has(columns, VALUES) ? { reason } : {}),
  }
}
