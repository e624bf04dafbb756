import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import type { Instant } from '#engine/calendar'
import { askOf, type Answered, type TestServer } from '#server/app/testing'
import type { Route } from '#server/platform/route'

/** A way to ask as somebody. */
export type AskAs = (...asked: [method: Route['method'], path: string, body?: unknown, headers?: Readonly<Record<string, string>>]) => Promise<Answered>

/** A shop of a test: its staff by a key, whoever is a guest there, and members by their tokens. */
export type TestShop = {
  storeId: string
  handle: string
  key: string
  staff: AskAs
  guest: AskAs
  as: (token: string) => AskAs
  /** The text of the newest mail to an address. */
  mailTo: (email: string) => Promise<string>
  codeTo: (email: string) => Promise<string>
  /** Asks for a code, reads the mail, and signs in by it. */
  comeIn: (email: string, joining?: object) => Promise<Answered>
}

/** A clock that a test moves, and that goes on by a millisecond whenever it is read. */
export type TestClock = { now: Instant; clock: () => Instant }

export function openTestClock(now: Instant): TestClock {
  const it: TestClock = { now, clock: () => (it.now += 1) }
  return it
}

export async function openTestShop(server: TestServer, { kind = 'live', edge = server.app, document }: { kind?: 'live' | 'sandbox'; edge?: FastifyInstance; document?: unknown } = {}): Promise<TestShop> {
  const { storeId, key } = await server.openStore({ kind, ...(document === undefined ? {} : { document }) })
  const askWith = (own: Readonly<Record<string, string>>): AskAs => (...[method, path, body, headers = {}]) => askOf(edge, { method, path: `/api/v1${path}`, ...(body === undefined ? {} : { body }), headers: { ...own, ...headers } })
  const staff = askWith({ authorization: `Bearer ${key}` })
  const guest = askWith({ 'rockpool-store': storeId })
  const mailTo = async (email: string): Promise<string> => {
    const { rows: [mail] } = await server.house.database.readStore(storeId, (db) => sql<{ text: string }>`select text from mail_outbox where store_id = ${storeId} and lower(to_address) = ${email.toLowerCase()} order by mail_id desc limit 1`.execute(db))
    return mail?.text ?? ''
  }
  const codeTo = async (email: string): Promise<string> => /^\d{6}$/m.exec(await mailTo(email))?.[0] ?? ''
  return {
    storeId, key, staff, guest, as: (token) => askWith({ authorization: `Bearer ${token}` }), mailTo, codeTo, handle: String((await staff('GET', '/shop-settings')).body['handle']),
    async comeIn(email, joining) {
      await guest('POST', '/codes', { email })
      return guest('POST', '/sessions', { way: 'code', email, code: await codeTo(email), ...(joining === undefined ? {} : { joining }) })
    },
  }
}
