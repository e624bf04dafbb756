import { timingSafeEqual } from 'node:crypto'
import { giveConsents } from '#server/modules/consents/index'
import { findPerson } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Seal } from '#server/platform/seal'
import type { Purpose } from './kinds.ts'

type Whose = { storeId: string; memberId: string; purpose: Purpose }

/** Where one click wants no more mails of a purpose (RFC 8058), for that member alone; null for what nobody can do without, and where nobody said how this server is reached. */
export function unsubscribeUrl({ seal, site }: { seal: Seal; site: string | null }, whose: Whose): string | null {
  if (site === null || whose.purpose === 'always') return null
  return `${site}/unsubscribe/${whose.storeId}/${whose.memberId}.${whose.purpose}.${macOf(seal, whose)}`
}

/** Takes that click: a no to e-mail for the purpose, as the member could say it in the centre. Twice is once. @throws AppError messages.unknown_link */
export async function unsubscribe(ctx: WriteContext, seal: Seal, token: string): Promise<void> {
  const [memberId = '', purpose = '', mac = ''] = token.split('.')
  const isTold = purpose === 'service' || purpose === 'marketing'
  if (!isTold || !isSame(mac, macOf(seal, { storeId: ctx.storeId, memberId, purpose }))) throw new AppError('not_found', 'messages.unknown_link')
  const person = await findPerson(ctx, memberId)
  if (person === undefined || person.erasedAt !== null) return
  const { textVersion } = await readSettings(ctx)
  await giveConsents(ctx, { memberId: person.memberId, consents: [{ channel: 'email', purpose, isGiven: false }], locale: null, textVersion, source: 'one_click' })
}

function macOf(seal: Seal, { storeId, memberId, purpose }: Whose): string {
  return seal.keyedHash(`${storeId} ${memberId} ${purpose}`, 'unsubscribe')
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
