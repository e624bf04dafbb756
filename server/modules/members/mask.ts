import { parsePhoneNumberFromString } from 'libphonenumber-js'

const HIDDEN = '•••'

/** An address of which the first character and the domain are shown: "a•••@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${Array.from(email.slice(0, at))[0] ?? ''}${HIDDEN}${email.slice(at)}`
}

/** A number of which the country code and the last two digits are shown: "+49•••89". */
export function maskPhone(phone: string): string {
  const code = parsePhoneNumberFromString(phone)?.countryCallingCode ?? ''
  return `+${code}${HIDDEN}${phone.slice(-2)}`
}
