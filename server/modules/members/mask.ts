import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Actor } from '#server/platform/context'
import { maskEmail } from '#server/platform/mask-email'
import { mayReveal } from '#server/platform/require-permission'

const HIDDEN = '•••'
/** A number as one dials it, without what it is spaced with: with its country, with the zero before an area, or a mobile one of China. No other row of digits: shops count their customers. */
const DIALLED = /^(?:\+[1-9]\d{6,14}|0[1-9]\d{8,10}|(?:86)?1[3-9]\d{9})$/
/** The same as dialled abroad; so do numbers of customers begin that are filled up with zeros. */
const ABROAD = /^00(?=[1-9]\d{6,14}$)/

/** A number of which the country code and the last two digits are shown: "+49•••89"; of one without its country the digits alone. */
export function maskPhone(phone: string): string {
  const code = parsePhoneNumberFromString(phone.replace(/^00/, '+'))?.countryCallingCode
  return `${code === undefined ? '' : `+${code}`}${HIDDEN}${phone.slice(-2)}`
}

/** Whether an id of the shop is how one reaches somebody, as of a guest: an address, or a number. */
export function isContact(externalId: string): boolean {
  const digits = externalId.replaceAll(/[\s().\-/]/g, '')
  return externalId.includes('@') || DIALLED.test(digits) || (ABROAD.test(digits) && parsePhoneNumberFromString(digits.replace(ABROAD, '+'))?.isValid() === true)
}

/** An id of the shop as lists show it: one by which somebody is reached is masked, any other is whole. */
export function maskId(externalId: string): string {
  if (!isContact(externalId)) return externalId
  if (!externalId.includes('@')) return maskPhone(externalId)
  return externalId.lastIndexOf('@') === 0 ? HIDDEN : maskEmail(externalId)
}

/** Whether somebody sees such ids whole in what is listed: who may see people whole, but nobody of the staff, who say why for one member at a time. */
export function seesIdsWhole(actor: Actor): boolean {
  return actor.kind !== 'staff' && mayReveal(actor)
}
