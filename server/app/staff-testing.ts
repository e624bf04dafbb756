import { sql } from 'kysely'
import { makeLink } from '#server/modules/staff/index'
import type { TestServer, Answered } from './testing.ts'

/** A browser of somebody of the staff: keeps its cookies, and says where its pages are from. */
export type Browser = {
  ask: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, asking?: { store?: string; body?: unknown; headers?: Readonly<Record<string, string>> }) => Promise<Answered>
  cookies: ReadonlyMap<string, string>
}

/** A password that nobody tries first. */
export const PASSWORD = 'a boat, three lanterns'

export function openBrowser(server: Pick<TestServer, 'ask'>): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(method, path, { store, body, headers = {} } = {}) {
      const answer = await server.ask(method, `/api/v1${path}`, {
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: body ?? {} }),
        headers: {
          host: 'localhost', origin: 'http://localhost', ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(store === undefined ? {} : { 'rockpool-store': store }), ...headers,
        },
      })
      for (const line of [answer.headers['set-cookie'] ?? []].flat() as string[]) keepCookie(cookies, line)
      return answer
    },
  }
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const at = pair.indexOf('=')
  const isOver = attributes.some((one) => /^\s*max-age=0$/i.test(one))
  if (isOver) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), pair.slice(at + 1))
}

let people = 0

/** Somebody new who owns all stores that there are, signed in. */
export async function openOwner(server: TestServer): Promise<Browser & { email: string }> {
  const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
  const browser = openBrowser(server)
  const email = `owner-${(people += 1)}@example.com`
  const { status, text } = await browser.ask('POST', '/staff/owner', { body: { token, name: 'Olga Owner', email, password: PASSWORD } })
  if (status !== 201) throw new Error(text)
  return { ...browser, email }
}

/** Somebody new with a role in a store, invited by its owner and signed in. */
export async function openSeat(server: TestServer, owner: Browser, { store, role }: { store: string; role: string }): Promise<Browser & { email: string; link: string }> {
  const email = `${role.slice(0, 12)}-${(people += 1)}@example.com`
  const { body } = await owner.ask('POST', '/invitations', { store, body: { email, name: role, role } })
  const browser = openBrowser(server)
  const { status, text } = await browser.ask('POST', '/staff/acceptances', { body: { token: tokenOf(body), password: PASSWORD } })
  if (status !== 201) throw new Error(text)
  return { ...browser, email, link: String(body['link']) }
}

/** The token of the link of an answer. */
export function tokenOf(body: Readonly<Record<string, unknown>>): string {
  return String(body['link']).split('token=')[1] ?? ''
}

/** Settings by which a store sends mails. */
export const MAIL_SETTINGS = { host: 'smtp.example.com', port: 587, security: 'starttls', senderName: 'Test', senderAddress: 'shop@example.com' }

/** The mail of a kind of a store to somebody of its staff; of several any, as the clock of a test stands. */
export async function mailToStaff({ house }: TestServer, storeId: string, { email, kind }: { email: string; kind: string }): Promise<{ subject: string; text: string; isSecret: boolean; until: number | null } | undefined> {
  const { rows: [mail] } = await house.database.readStore(storeId, (db) => sql<{ subject: string; text: string; isSecret: boolean; until: number | null }>`select subject, text, is_secret as "isSecret", until from mail_outbox where store_id = ${storeId} and to_address = ${email} and kind = ${kind} limit 1`.execute(db))
  return mail
}
