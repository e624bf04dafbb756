import { hash, verify, type Algorithm } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import { findByContact, readIdentity } from '#server/modules/members/index'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call } from '#server/platform/route'
import { openTurns } from '#server/platform/turns'
import { selectPassword } from './logins.store.ts'

/** OWASP's choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const SHORTEST_PASSWORD = 12
const FEWEST_LETTERS = 5
/** A hash keeps a core busy for some 40 ms: more at once would take them from everybody else. */
const turns = openTurns(2)
/** What is worked through for somebody who has no password, so that it takes as long. */
const NOBODYS = hash('nobody has this password', COST)
let common: ReadonlySet<string> | undefined

export function hashPassword(password: string): Promise<string> {
  return turns.take(() => hash(password.normalize('NFKC'), COST))
}

/** Whose password this is, by their address; null where it is not, and where nobody has the address or they have none: after the same work. Outside any transaction. */
export async function checkPassword({ database }: { database: Database }, { storeId, actor, now }: Call, { email, password }: { email: string; password: string }): Promise<string | null> {
  const known = await database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor, now }
    const [member] = await findByContact(ctx, { email })
    const row = await selectPassword(ctx, member?.memberId ?? '')
    return member === undefined || row === undefined ? undefined : { memberId: member.memberId, hash: row.hash }
  })
  const isRight = await verifyPassword(known?.hash ?? null, password)
  return isRight && known !== undefined ? known.memberId : null
}

/** The same of somebody who is known. */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
  const against = kept ?? (await NOBODYS)
  return (await turns.take(() => verify(against, password.normalize('NFKC')))) && kept !== null
}

/** Sees that a password is long enough and none of those that everybody tries; nothing is asked of its letters besides. @throws AppError logins.password_short, logins.password_common */
export function requireStrong(password: string, { name, email }: Partial<Awaited<ReturnType<typeof readIdentity>>>): void {
  const plain = password.normalize('NFKC')
  if ([...plain].length < SHORTEST_PASSWORD) throw new AppError('invalid', 'logins.password_short', { least: SHORTEST_PASSWORD })
  if (isCommon(plain.toLowerCase(), [name, email, email?.split('@')[0]])) throw new AppError('invalid', 'logins.password_common')
}

/** A list of common passwords, with digits or signs at its end or written twice; few letters over and over; who one is. */
function isCommon(password: string, own: readonly (string | null | undefined)[]): boolean {
  common ??= new Set(Object.values(dictionary).flat().map((word) => String(word).toLowerCase()))
  const half = password.slice(0, password.length / 2)
  const trunks = [password, password.replace(/[\d\W_]+$/u, ''), password.replace(/^[\d\W_]+/u, ''), ...(half + half === password ? [half] : [])]
  return new Set(password).size < FEWEST_LETTERS || trunks.some((trunk) => trunk.length > 0 && (common as ReadonlySet<string>).has(trunk)) || own.some((text) => typeof text === 'string' && text.toLowerCase() === password) || isRow(password)
}

/** "123456789012", "abcdefghijkl": each letter follows the one before. */
function isRow(password: string): boolean {
  const steps = new Set([...password].slice(1).map((letter, index) => (letter.codePointAt(0) as number) - (password.codePointAt(index) as number)))
  return steps.size === 1 || [...'01234567890123456789', 'qwertyuiop'].join('').includes(password)
}
