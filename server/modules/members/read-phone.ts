import { getExampleNumber, isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import examples from 'libphonenumber-js/mobile/examples'

/** Reads a number into E.164, such as "+491512345678"; one without its country code is of the country. null where there is no such number. */
export function readPhone(text: string, country: string | undefined): string | null {
  const number = parsePhoneNumberFromString(text, { extract: false, ...(country === undefined ? {} : { defaultCountry: country as CountryCode }) })
  return number === undefined || !number.isValid() || number.ext !== undefined ? null : number.number
}

/** Whether the text is a country that has telephone numbers, by ISO 3166-1. */
export function isPhoneCountry(text: string): boolean {
  return isSupportedCountry(text)
}

/** What a number looks like: of the country where one is told. */
export function phoneWanted(country: string | undefined): string {
  const example = country === undefined ? undefined : getExampleNumber(country as CountryCode, examples)?.formatInternational()
  if (example !== undefined) return `a telephone number of ${country}, such as "${example}"`
  return 'a telephone number with its country code, such as "+49 1512 3456789", or phoneCountry beside it'
}
