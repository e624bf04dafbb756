import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { openTurns } from '#server/platform/turns'

/** OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const SHORTEST_PASSWORD = 12
/** Longer texts only cost time; NIST SP 800-63B asks for 64 at least. */
export const LONGEST_PASSWORD = 128
/** A text of so few signs over and over is as easy as one of them. */
const LONGEST_REPEATED = 4

/** A hash takes a core for some 36 ms and 19 MiB: half of the cores at once leaves the others to the members of the store. */
const turns = openTurns(Math.max(1, Math.floor(availableParallelism() / 2)))

/** What is kept of a password, in PHC form with its parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return turns.take(() => hash(plain(password), COST))
}

/** Whether a password is the one of which the hash was kept. */
export function isPassword(kept: string, password: string): Promise<boolean> {
  return turns.take(() => verify(kept, plain(password)))
}

/** One form for what looks alike: two keyboards may send "é" in two ways (NIST SP 800-63B, 3.1.1.2). */
function plain(password: string): string {
  return password.normalize('NFC')
}

/** Why a password is too easy to guess; null when it is not. Length is the schema's to say. */
export type Weakness = 'common' | 'repeated' | 'personal' | 'store'

/** Looks for what an attacker tries first: passwords that many have, with digits or signs around them too; one text over and over; one's own name or address, or what a store of theirs is called, in whichever signs (ASVS 6.2.11). */
export function weaknessOf(password: string, own: readonly string[], stores: readonly string[] = []): Weakness | null {
  const text = plain(password).toLowerCase()
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if ([text, core].some((one) => commonPasswords().has(one))) return 'common'
  if (isRepeated(text) || '0123456789012345678901234567890'.includes(text) || 'abcdefghijklmnopqrstuvwxyz'.includes(text)) return 'repeated'
  const isAmong = (words: readonly string[]) => words.map(bareOf).some((word) => word.length > 0 && [text, core].map(bareOf).includes(word))
  return isAmong(own.flatMap((one) => [one, one.split('@')[0] ?? ''])) ? 'personal' : isAmong(stores) ? 'store' : null
}

/** Only the letters and digits of a text, in lower case. */
function bareOf(text: string): string {
  return plain(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function isRepeated(text: string): boolean {
  return Array.from({ length: LONGEST_REPEATED }, (_, n) => text.slice(0, n + 1)).some((part) => part.repeat(Math.ceil(text.length / part.length)).slice(0, text.length) === text)
}

let common: ReadonlySet<string> | undefined

/** 49,000 passwords that were found in leaks, most frequent first; read when the first password is set. */
function commonPasswords(): ReadonlySet<string> {
  return (common ??= new Set((createRequire(import.meta.url)('@zxcvbn-ts/language-common') as { dictionary: { 'passwords-common': string[] } }).dictionary['passwords-common']))
}
