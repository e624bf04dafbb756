import { parsePhoneNumberFromString } from 'libphonenumber-js'

const HIDDEN = '•••'

/** A number of which the country code and the last two digits are shown: "+49•••89". */
export function maskPhone(phone: string): string {
  const code = parsePhoneNumberFromString(phone)?.countryCallingCode ?? ''
  return `+${code}${HIDDEN}${phone.slice(-2)}`
}
