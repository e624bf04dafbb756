import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { NoTables } from '#server/platform/context'
import { openDatabase, type Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { up as value } from './0001-value.ts'
import { up as keys } from './0002-keys.ts'
import { up as jobs } from './0003-jobs.ts'
import { up as guests } from './0004-guests.ts'
import { up as people } from './0005-people.ts'
import { up as drafts } from './0006-drafts.ts'
import { up as checkpoints } from './0007-checkpoints.ts'
import { up as memberRequests } from './0008-member-requests.ts'
import { up as proofs } from './0009-proofs.ts'
import { up as catalogue } from './0010-catalogue.ts'
import { up as coupons } from './0011-coupons.ts'
import { up as rewards } from './0012-rewards.ts'
import { up as selling } from './0013-selling.ts'
import { up as costsAndHistory } from './0014-costs-and-history.ts'
import { up as companies } from './0015-companies.ts'
import { up as horizons } from './0016-horizons.ts'
import { up as redeemersAndForgetting } from './0017-redeemers-and-forgetting.ts'
import { up as staff } from './0018-staff.ts'
import { up as signIn } from './0019-sign-in.ts'
import { up as figures } from './0020-figures.ts'
import { up as dueStores } from './0021-due-stores.ts'
import { up as notes } from './0022-notes.ts'
import { up as backtests } from './0022b-backtests.ts'
import { up as messages } from './0023-messages.ts'
import { up as feedAndImports } from './0024-feed-and-imports.ts'
import { up as desk } from './0025-desk.ts'
import { up as approvals } from './0026-approvals.ts'
import { up as refusals } from './0027-refusals.ts'
import { up as tests } from './0027b-tests.ts'
import { up as impersonations } from './0027c-impersonations.ts'
import { up as issuedCoupons } from './0028-issued-coupons.ts'
import { up as addresses } from './0028b-addresses.ts'
import { up as auditFilters } from './0029-audit-filters.ts'
import { up as mailTested } from './0029b-mail-tested.ts'
import { up as secrets } from './0029c-secrets.ts'
import { up as nextAuthenticators } from './0030-next-authenticators.ts'
import { up as redemptionTimes } from './0033-redemption-times.ts'
import { up as companyTerms } from './0033b-company-terms.ts'
import { up as voidBatches } from './0033c-void-batches.ts'
import { up as knownDevices } from './0034-known-devices.ts'
import { up as ownPhones } from './0034b-own-phones.ts'
import { up as oldFacts } from './0034c-old-facts.ts'
import { up as moments } from './0035-moments.ts'
import { up as standingBefore } from './0036-standing-before.ts'
import { up as sourceWords } from './0037-source-words.ts'
import { up as ownBrowsers } from './0038-own-browsers.ts'
import { up as saidTo } from './0039-said-to.ts'
import { up as newestCouponsAndNames } from './0040-newest-coupons-and-names.ts'
import { up as codesOfStaff } from './0041-codes-of-staff.ts'
import { up as codesBesidePasskeys } from './0042-codes-beside-passkeys.ts'
import { admitAppRole, makeServingRole, requireSameDatabase } from './serving-role.ts'

export { servingUrl } from './serving-role.ts'

/** The one ordered list; forward only. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-value': { up: value },
  '0002-keys': { up: keys },
  '0003-jobs': { up: jobs },
  '0004-guests': { up: guests },
  '0005-people': { up: people },
  '0006-drafts': { up: drafts },
  '0007-checkpoints': { up: checkpoints },
  '0008-member-requests': { up: memberRequests },
  '0009-proofs': { up: proofs },
  '0010-catalogue': { up: catalogue },
  '0011-coupons': { up: coupons },
  '0012-rewards': { up: rewards },
  '0013-selling': { up: selling },
  '0014-costs-and-history': { up: costsAndHistory },
  '0015-companies': { up: companies },
  '0016-horizons': { up: horizons },
  '0017-redeemers-and-forgetting': { up: redeemersAndForgetting },
  '0018-staff': { up: staff },
  '0019-sign-in': { up: signIn },
  '0020-figures': { up: figures },
  '0021-due-stores': { up: dueStores },
  '0022-notes': { up: notes },
  '0022b-backtests': { up: backtests },
  '0023-messages': { up: messages },
  '0024-feed-and-imports': { up: feedAndImports },
  '0025-desk': { up: desk },
  '0026-approvals': { up: approvals },
  '0027-refusals': { up: refusals },
  '0027b-tests': { up: tests },
  '0027c-impersonations': { up: impersonations },
  '0028-issued-coupons': { up: issuedCoupons },
  '0028b-addresses': { up: addresses },
  '0029-audit-filters': { up: auditFilters },
  '0029b-mail-tested': { up: mailTested },
  '0029c-secrets': { up: secrets },
  '0030-next-authenticators': { up: nextAuthenticators },
  '0033-redemption-times': { up: redemptionTimes },
  '0033b-company-terms': { up: companyTerms },
  '0033c-void-batches': { up: voidBatches },
  '0034-known-devices': { up: knownDevices },
  '0034b-own-phones': { up: ownPhones },
  '0034c-old-facts': { up: oldFacts },
  '0035-moments': { up: moments },
  '0036-standing-before': { up: standingBefore },
  '0037-source-words': { up: sourceWords },
  '0038-own-browsers': { up: ownBrowsers },
  '0039-said-to': { up: saidTo },
  '0040-newest-coupons-and-names': { up: newestCouponsAndNames },
  '0041-codes-of-staff': { up: codesOfStaff },
  '0042-codes-beside-passkeys': { up: codesBesidePasskeys },
}

const NEWEST = Object.keys(MIGRATIONS).at(-1) as string

/** A migration that waits longer than `lockMs` for a lock gives way to the traffic that it would stop; it is tried so often, after pauses that grow by `pauseMs`. */
type Patience = { lockMs: number; tries: number; pauseMs: number }

const PATIENCE: Patience = { lockMs: 3_000, tries: 10, pauseMs: 500 }
const LOCK_NOT_AVAILABLE = '55P03'
/** Processes that start together migrate one after the other. */
const TURN = 7_263_001
/** How long whoever needs the schema waits for one who makes it. */
const WAIT_MS = 10_000

/** How a schema differs from the one that this code knows, by the names of migrations. */
type SchemaGap = { missing: string[]; unknown: string[] }

/** What there is to migrate: the owner, and the role that the operator gave to serve; null where Rockpool makes one. */
type Target = { ownerUrl: string; appUrl: string | null }

/**
 * Brings a database to the newest schema (or to `to`, a migration), as its owner, and sees to the role that serves it. Says which migrations ran.
 * @throws AppError database.schema_new, database.locked, database.app_role_*, database.app_elsewhere; and whatever a migration that fails throws: then none has run
 */
export async function migrate(ownerUrl: string, appUrl: string | null = null, { to = NEWEST, patience = PATIENCE }: { to?: string; patience?: Patience } = {}): Promise<string[]> {
  return asOwner(ownerUrl, async (db) => {
    await sql`select pg_advisory_lock(${TURN})`.execute(db)
    refuseNewer(await readSchemaGap(db))
    if (appUrl === null) await makeServingRole(db, ownerUrl)
    else await admitAppRole(db, appUrl)
    await sql.raw(`set lock_timeout = ${patience.lockMs}`).execute(db)
    const ran = await giveWay(() => migrateTo(db, to), patience)
    if (appUrl !== null) await requireSameDatabase(ownerUrl, appUrl)
    return ran
  })
}

async function migrateTo(db: Kysely<NoTables>, to: string): Promise<string[]> {
  const { error, results = [] } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateTo(to)
  if (error !== undefined) throw error
  return results.map(({ migrationName }) => migrationName)
}

/** Does it again, after ever longer pauses, while traffic holds a lock that it needs. @throws what it throws besides, and database.locked in the end */
async function giveWay<T>(act: () => Promise<T>, { tries, pauseMs }: Patience): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await act()
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
      if (tried === tries) throw new AppError('unavailable', 'database.locked', { tries })
      await sleep(tried * pauseMs)
    }
  }
}

/**
 * Sees that the schema is the one that this code needs, and changes nothing. A migration that is under way is waited for a while.
 * @throws AppError database.schema_old, database.schema_new, database.migrating, database.app_elsewhere
 */
export async function requireSchema({ ownerUrl, appUrl }: Target, { waitMs = WAIT_MS }: { waitMs?: number } = {}): Promise<void> {
  const gap = await asOwner(ownerUrl, async (db) => {
    const before = await readSchemaGap(db)
    if (before.missing.length === 0) return before
    await waitForTurn(db, waitMs)
    return readSchemaGap(db)
  })
  refuseNewer(gap)
  if (gap.missing.length > 0) throw new AppError('unavailable', 'database.schema_old', { missing: gap.missing.join(', ') })
  if (appUrl !== null) await requireSameDatabase(ownerUrl, appUrl)
}

/** Waits until nobody migrates. @throws AppError database.migrating when it takes longer */
async function waitForTurn(db: Kysely<NoTables>, waitMs: number): Promise<void> {
  await sql.raw(`set lock_timeout = ${waitMs}`).execute(db)
  await sql`select pg_advisory_lock_shared(${TURN})`.execute(db).catch((error: { code?: string }) => {
    throw error.code === LOCK_NOT_AVAILABLE ? new AppError('unavailable', 'database.migrating') : error
  })
}

/** What a schema lacks, and what it has beyond this code; all is missing in an empty database. */
async function readSchemaGap(db: Kysely<NoTables>): Promise<SchemaGap> {
  const { rows: [table] } = await sql<{ isThere: boolean }>`select to_regclass('kysely_migration') is not null as "isThere"`.execute(db)
  const { rows } = table?.isThere === true ? await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db) : { rows: [] }
  const [ran, known] = [rows.map(({ name }) => name), Object.keys(MIGRATIONS)]
  return { missing: known.filter((name) => !ran.includes(name)), unknown: ran.filter((name) => !known.includes(name)) }
}

/** Whether a database is at this schema or a later one, as the serving role sees it. */
export async function isMigrated({ bare }: Database): Promise<boolean> {
  const { rows: [last] } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(bare)
  return last !== undefined && last.name >= NEWEST
}

/** Older code does not know what a newer schema asks of it. @throws AppError database.schema_new */
function refuseNewer({ unknown }: SchemaGap): void {
  if (unknown.length > 0) throw new AppError('unavailable', 'database.schema_new', { unknown: unknown.join(', ') })
}

async function asOwner<T>(ownerUrl: string, act: (db: Kysely<NoTables>) => Promise<T>): Promise<T> {
  const database = openDatabase(ownerUrl, { connections: 2 })
  try {
    return await database.bare.connection().execute(act)
  } finally {
    await database.close()
  }
}
