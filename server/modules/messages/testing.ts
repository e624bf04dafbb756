import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '#engine/calendar'
import type { TestServer } from '#server/app/testing'
import { advanceStore } from '#server/modules/activity/index'
import { openTestClock, openTestShop, type TestClock, type TestShop } from '#server/modules/signups/testing'
import type { WriteContext } from '#server/platform/context'
import { followMessages, listMessageStores } from './index.ts'

export const BEGAN: Instant = Date.parse('2026-01-05T10:00:00Z')
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A point a euro, a level for 500 euros a year that is reviewed at its end, points that end after 60 days, a coupon for points and some that come by themselves. */
export const CLUB = {
  program: 'club', name: 'Club', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }, { id: 'hello', on: 'member.joined', points: 100 }],
  expiry: { after: { days: 60 }, reminders: { days: [30, 7] } },
  tiers: [{
    id: 'card', name: 'Card', valid: { period: 'year', through: 'this' },
    levels: [{ id: 'base', name: 'Base' }, { id: 'gold', name: { en: 'Gold', de: 'Goldkarte' }, entry: { spend: '500', window: { calendar: 'year' } }, benefits: ['off'] }],
  }],
  benefits: { off: { kind: 'discount', name: { en: '5 % on everything', de: '5 % auf alles' }, percent: '5' } },
  discounts: [
    { id: 'five_off', kind: 'coupon', name: { en: '€5 off', de: '5 € Rabatt' }, amount: { eu: '5' }, valid: { days: 30 } },
    { id: 'sorry', kind: 'coupon', percent: '10' },
    { id: 'birthday', kind: 'coupon', name: 'Birthday coupon', percent: '10', valid: { days: 30 }, issue: 'birthday' },
  ],
  rewards: [{ id: 'five', name: { en: 'Five euros', de: 'Fünf Euro' }, gives: { coupon: 'five_off' }, points: 200 }],
}

export type Club = TestShop & {
  time: TestClock
  /** Switches kinds on. */
  on: (...kinds: string[]) => Promise<void>
  /** A member with an address. */
  enrol: (id: string, more?: object) => Promise<string>
  buy: (id: string, order: string, said: number | { amountMinor: number; occurredAt: string }) => Promise<void>
  refund: (id: string, order: string) => Promise<void>
  /** What time brings, and what is written then. */
  follow: () => Promise<void>
  within: <T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T>
  /** What was written, oldest first: kind, subject, text. */
  mails: () => Promise<{ mail: string; kind: string; to: string; locale: string; subject: string; text: string | null; html: string | null; state: string }[]>
  kinds: () => Promise<string[]>
}

export async function openClub(server: TestServer, document: object = CLUB): Promise<Club> {
  const time = openTestClock(BEGAN)
  const edge = server.openEdge({ house: { ...server.house, clock: time.clock }, publicUrl: 'https://club.example.com' })
  const shop = await openTestShop(server, { edge, document })
  const { storeId, staff } = shop
  const { database } = server.house
  const within: Club['within'] = (act) => database.inStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job: 'test' }, now: time.now }))
  const tell = async (event: object): Promise<void> => {
    const { status, text } = await staff('POST', '/events', event)
    if (status !== 201) throw new Error(text)
  }
  const mails: Club['mails'] = async () => {
    const { body } = await staff('GET', '/mails?limit=500')
    const whole = await Promise.all((body['mails'] as { mail: string }[]).map(async ({ mail }) => (await staff('GET', `/mails/${mail}`)).body))
    return whole.reverse() as Awaited<ReturnType<Club['mails']>>
  }
  return {
    ...shop, time, within, mails,
    kinds: async () => (await mails()).map(({ kind }) => kind),
    on: async (...kinds) => { for (const kind of kinds) await staff('PATCH', `/messages/${kind}`, { isOn: true }) },
    enrol: async (id, more = {}) => String((await staff('POST', '/members', { externalIds: [id], email: `${id}@example.com`, name: id, locale: 'en', ...more })).body['memberId']),
    buy: (id, order, said) => {
      const { amountMinor, occurredAt } = typeof said === 'number' ? { amountMinor: said, occurredAt: new Date(time.clock()).toISOString() } : said
      return tell({ source: 'shop', id: `paid-${order}`, type: 'order.paid', occurredAt, member: id, order: { id: order, currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] } })
    },
    refund: (id, order) => tell({ source: 'shop', id: `refund-${order}`, type: 'order.refunded', occurredAt: new Date(time.clock()).toISOString(), member: id, orderId: order, refund: {} }),
    async follow() {
      await advanceStore({ database }, { storeId, until: time.now })
      const sending = { worldNow: time.now, site: 'https://club.example.com', seal: server.house.seal }
      while ((await listMessageStores(database, time.now)).some((one) => one.storeId === storeId)) {
        await followMessages({ database }, { storeId, now: time.now, sending })
        await pause(2)
      }
    },
  }
}
