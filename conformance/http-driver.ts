import { instantText, parseDay, parseInstant, type Instant } from '#engine/calendar'
import type { Fact, Posting } from '#engine/member/outcome'
import type { LotView, MemberView, TierView } from '#engine/member/view'
import { parseRatio } from '#engine/ratio'
import { isOfBuyers, type Answer, type Driver, type OpenDriver, type ProgressView } from './driver.ts'
import { checkoutOnServer } from './http-checkouts.ts'
import type { CouponView } from './checkouts.ts'
import { openBuyers } from './http-buyers.ts'
import { quoteOnServer } from './http-quotes.ts'
import { isRedemption, openRewards } from './http-rewards.ts'
import type { ProgramText } from './programs.ts'

/** A running server: where it is, and an empty sandbox of it, whose clock stands before every event. */
export type Server = { url: string; openSandbox: () => Promise<{ key: string; clockAt: Instant }> }

type Json = Record<string, unknown>
type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<{ status: number; body: Json }>

/** Runs cases against a server, through its HTTP API alone. */
export function httpDriver({ url, openSandbox }: Server): OpenDriver {
  return async (program) => {
    const { key, clockAt } = await openSandbox()
    const ask: Ask = async (method, path, body) => {
      const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
      const answer = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      return { status: answer.status, body: (await answer.json()) as Json }
    }
    const published = expectStatus(await ask('POST', '/programs', { program }), 201)
    return driverOf(ask, { clockAt, program, warnings: (published.warnings as { severity: string; code: string }[]).filter(({ severity }) => severity === 'warning').map(({ code }) => code) })
  }
}

function driverOf(ask: Ask, { clockAt, program, warnings }: { clockAt: Instant; program: ProgramText; warnings: readonly string[] }): Driver {
  let clock = clockAt
  const read = async (id: string, path: string): Promise<Json | null> => {
    const answer = await ask('GET', `/members/${encodeURIComponent(id)}${path}`)
    return answer.status === 404 ? null : expectStatus(answer, 200)
  }
  const advance = async (until: Instant) => {
    clock = Math.max(clock, until)
    expectStatus(await ask('POST', '/clock', { to: instantText(clock) }), 200)
  }
  const rewards = openRewards(ask)
  const buyers = openBuyers(ask, advance)
  return {
    warnings,
    record: async (told) => {
      const [only] = told
      if (only !== undefined && isRedemption(only)) return [answerOf(await rewards.tell(only))]
      if (only !== undefined && isOfBuyers(only)) return [await buyers.tell(only)]
      const { results } = expectStatus(await ask('POST', '/events', { events: told }), 200)
      // What one member does to another is handed on when time is asked to go on, if only by nothing.
      if (buyers.areThere() || told.some(({ type }) => type === 'points.sent')) await advance(clock)
      return (results as Json[]).map(answerOf)
    },
    stock: rewards.stock, rewards: rewards.offers, entitlements: rewards.entitlements,
    correct: async ({ member, ...event }) => {
      const { status, body } = await ask('POST', `/members/${encodeURIComponent(member)}/corrections`, { event })
      if (status === 404) return { status: 'refused', code: 'event.not_amendable', details: { source: event.source, id: event.id } }
      return answerOf({ status, problem: body })
    },
    publish: async ({ from, mode, program }) => void expectStatus(await ask('POST', '/programs', { program, from: instantText(from), mode }), 201),
    advance,
    member: async (id, at) => {
      const [view, open, closed] = await Promise.all([read(id, before(at)), read(id, `/lots${before(at)}`), read(id, `/lots${before(at)}&state=closed`)])
      return { ...viewOf(view), lots: lotsOf(open), closedLots: lotsOf(closed), canonical: null }
    },
    progress: async (id, at) => (((await read(id, `/progress${before(at)}`))?.tracks ?? []) as Json[]).map(progressOf),
    postings: async (id, at) => postingsOf(read, id, at),
    facts: async (id, at) => (((await read(id, `/facts${before(at)}`))?.facts ?? []) as Json[]).map((fact) => ({ ...fact, at: parseInstant(fact.at as string) }) as Fact),
    quote: async (id, _, cart) => {
      const isKnown = (await read(id, '')) !== null
      if (!isKnown && cart.lines.some(({ prices = [] }) => prices.some(({ from }) => from === 'contract'))) expectStatus(await ask('POST', '/members', { externalIds: [id], kind: 'company' }), 201)
      const did = async (method: Parameters<Ask>[0], path: string, body?: unknown) => expectGood(await ask(method, path, body))
      return quoteOnServer(did, { member: isKnown || (await read(id, '')) !== null ? id : null, cart, program })
    },
    checkout: async (checkout, { member }) => checkoutOnServer(ask, checkout, { member, program }),
    coupons: async (id) => {
      const { coupons } = expectStatus(await ask('GET', `/coupons?member=${encodeURIComponent(id)}`), 200)
      return (coupons as Json[]).map(({ discount, status, origin, until }) => ({ discount, status, origin, until: instant(until) }) as CouponView).sort((a, b) => (a.discount < b.discount ? -1 : 1))
    },
    explain: async (id, { at, event, locale }) => {
      const about = event === null ? '' : `&event=${encodeURIComponent(event)}`
      return ((await read(id, `/explanations${before(at)}&locale=${locale}${about}`))?.sentences ?? []) as string[]
    },
    close: async () => {},
  }
}

/** `at` of the API leaves out what is effective at it. */
function before(at: Instant): string {
  return `?at=${encodeURIComponent(instantText(at + 1))}`
}

/** @throws Error with what the server said instead */
function expectStatus({ status, body }: { status: number; body: Json }, wanted: number): Json {
  if (status !== wanted) throw new Error(`the server answered ${status} where ${wanted} was expected: ${JSON.stringify(body)}`)
  return body
}

/** The same of any good answer. */
function expectGood(answer: { status: number; body: Json }): Json {
  return expectStatus(answer, answer.status < 300 ? answer.status : 200)
}

function answerOf({ status, problem }: Json): Answer {
  if (status === 201) return { status: 'accepted' }
  if (status === 200) return { status: 'duplicate' }
  const { code, details = {}, errors = [] } = problem as { code: string; details?: Json; errors?: { path: string; found: string; wanted: string }[] }
  if (code === 'activity.other_body') return { status: 'conflict' }
  if (code === 'http.wrong_shape') return { status: 'refused', code: 'event.invalid', details: { problems: errors.map(({ path, found, wanted }) => `${path}: found ${found}, wanted ${wanted}`) } }
  return { status: 'refused', code, details }
}

const instant = (text: unknown): Instant | null => (typeof text === 'string' ? parseInstant(text) : null)

function viewOf(view: Json | null): MemberView {
  if (view === null) return { mainUnit: '', units: {}, level: null, tracks: {}, benefits: [], counts: {} }
  const tracks = Object.entries(view.tracks as Record<string, Json>).map(([id, tier]): [string, TierView] => [id, {
    level: tier.level as string | null, since: instant(tier.since), validUntil: instant(tier.validUntil), graceUntil: instant(tier.graceUntil), byHand: tier.byHand as boolean,
    waiting: tier.waiting === null ? null : { level: (tier.waiting as Json).level as string, from: instant((tier.waiting as Json).from) as Instant },
  }])
  const { mainUnit, units, level, benefits, counts } = view as unknown as MemberView
  return { mainUnit, units, level, benefits, counts, tracks: Object.fromEntries(tracks) }
}

function lotsOf(answer: Json | null): LotView[] {
  return ((answer?.lots ?? []) as Json[]).map((lot) => ({
    ...lot, activatesAt: instant(lot.activatesAt), activeSince: instant(lot.activeSince), expiresAt: instant(lot.expiresAt), earnedAt: instant(lot.earnedAt),
    expiresOn: lot.expiresOn === null ? null : parseDay(lot.expiresOn as string), costPerPoint: ratioOf(lot.costPerPoint as string),
  }) as unknown as LotView)
}

function ratioOf(text: string): LotView['costPerPoint'] {
  const [n, d] = text.split('/')
  return d === undefined ? parseRatio(text) : [Number(n), Number(d)]
}

async function postingsOf(read: (id: string, path: string) => Promise<Json | null>, id: string, at: Instant): Promise<Posting[]> {
  const postings: Posting[] = []
  for (let after = ''; ;) {
    const page = await read(id, `/postings${before(at)}&limit=1000${after}`)
    for (const posting of (page?.postings ?? []) as Json[]) postings.push({ ...posting, effectiveAt: instant(posting.effectiveAt) } as unknown as Posting)
    if (page === null || page.next === null) return postings
    after = `&after=${String(page.next)}`
  }
}

function progressOf(track: Json): ProgressView {
  const leaf = ({ deadline, fallsOut, ...rest }: Json) => ({
    ...rest, deadline: deadline ?? 'none', falls_out: (fallsOut as { day: string; amount: number }[]).map(({ day, amount }) => `${amount} on ${day}`),
  }) as unknown as ProgressView['needs'][number]
  const projected = track.projected as { level: string | null; at: string } | null
  return {
    track: track.track as string, level: (track.level as string | null) ?? 'none', next: (track.next as string | null) ?? 'none',
    needs: (track.needs as Json[]).map(leaf), keep: (track.keep as Json[]).map(leaf),
    projected: projected === null ? 'none' : { level: projected.level ?? 'none', at: projected.at }, at_risk: track.isAtRisk as boolean,
  }
}
