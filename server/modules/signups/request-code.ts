import type { Instant } from '#engine/calendar'
import { shown } from '#engine/shape'
import { CODE_MINUTES, listSignIns, mailCode, makeCode, takeAttempts, type Purpose } from '#server/modules/logins/index'
import { findByContact, readEmail, readIdentity } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { networkOf } from '#server/platform/network'
import type { Call, Reply } from '#server/platform/route'
import type { Seal } from '#server/platform/seal'
import type * as shapes from './schemas.ts'

export type House = { database: Database; seal: Seal; clock: () => Instant }

const DIGITS = 6
const MINUTE_MS = 60_000

/**
 * Sends a code to an address. Known and unknown are answered alike, after the same work: who is not known, and could not join, is written a mail too, which is
 * never sent. @throws AppError http.wrong_shape, http.no_session, logins.too_many, logins.way_off
 */
export async function requestCode(house: House, call: Call, { email: said, purpose, locale }: shapes.RequestCode): Promise<Reply<shapes.CodeSent>> {
  const { storeId, actor } = call
  const at = house.clock()
  const asked = await whomToAsk(house, call, { said, purpose })
  await takeAttempts(house, storeId, [{ sort: 'code_address', who: networkOf(call.origin.address) }, { sort: 'code_identity', who: asked.key }])
  await house.database.inStore(storeId, (db) => sendCode({ db, storeId, actor, now: call.now }, house, { ...asked, purpose, locale: locale ?? call.locale, at }))
  return { status: 201, body: { purpose, digits: DIGITS, expiresAt: at + CODE_MINUTES * MINUTE_MS } }
}

/** The address, as it is sent to and compared. A step-up goes to the address that the member has. */
async function whomToAsk({ database }: House, { storeId, actor, now }: Call, { said, purpose }: { said: string | undefined; purpose: Purpose }): Promise<{ email: string; key: string }> {
  if ((purpose === 'step_up' || purpose === 'email') && actor.kind !== 'member') throw new AppError('unauthenticated', 'http.no_session')
  const own = purpose === 'step_up' && actor.kind === 'member' ? await database.readStore(storeId, async (db) => (await readIdentity({ db, storeId, actor, now }, actor.memberId)).email) : null
  if (purpose === 'step_up' && own === null) throw new AppError('conflict', 'logins.way_off', { way: 'code' })
  return requireEmail(own ?? said)
}

/** @throws AppError http.wrong_shape */
export function requireEmail(said: string | undefined): { email: string; key: string } {
  const read = said === undefined ? null : readEmail(said)
  if (read === null) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'email', found: said === undefined ? 'nothing' : shown(said), wanted: 'an e-mail address, such as "anna@example.com"', code: 'bad_format' }] })
  return read
}

type Sending = { email: string; key: string; purpose: Purpose; locale: string; at: Instant }

async function sendCode(ctx: WriteContext, { seal }: House, { email, key, purpose, locale, at }: Sending): Promise<void> {
  const { ways, isOpen } = await readSettings(ctx)
  // Whoever comes from a provider that confirms no address shows one by a code too.
  if (purpose === 'sign_in' && !ways.code && (await listSignIns(ctx)).length === 0) throw new AppError('conflict', 'logins.way_off', { way: 'code' })
  if (purpose === 'password' && !ways.password) throw new AppError('conflict', 'logins.way_off', { way: 'password' })
  const [known] = await findByContact(ctx, { email })
  const { code, expiresAt } = await makeCode(ctx, seal, { addressKey: key, purpose, at })
  const isForNobody = (purpose === 'sign_in' && known === undefined && !isOpen) || (purpose === 'password' && known === undefined)
  // Asked for whoever is not known too, as all of this takes as long for them.
  const language = (await readIdentity(ctx, known?.memberId ?? '')).locale ?? locale
  await mailCode(ctx, { to: email, memberId: known?.memberId ?? null, locale: language, at }, { code, purpose, until: isForNobody ? at : expiresAt })
}
