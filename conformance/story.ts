import { instantText, localDay, startOfDay, type Instant, type Zone } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { parseMoney } from '#engine/money'
import { checkoutOf, type Checkout } from './checkouts.ts'
import type { AnswerDocument, ProfileDocument, Telling } from './case-schema.ts'
import { lowerDeed, type Deed, type Setting } from './deeds.ts'
import type { Told } from './driver.ts'
import { parseMoment } from './moments.ts'
import type { ProgramText } from './programs.ts'
import { membersOf, type StoryCase } from './read-cases.ts'

/** One event, or a deed about coupons and carts, on its way into the store: whether it takes the place of one that was told before, when it arrives, what the answer must be, and where the case tells it. */
export type Delivery = { event: Told; checkout?: Checkout; isCorrection: boolean; at: Instant; arrives: Instant; answer: AnswerDocument; path: string }

/** The story of a case as events in their outside form, in the order of their arrival. @throws RangeError with the place of what cannot be told */
export function tellStory(story: StoryCase, program: ProgramText): Delivery[] {
  const setting = settingOf(story, program)
  const deliveries: Delivery[] = []
  for (const [index, telling] of story.events.entries()) {
    const path = `events[${index}]`
    try {
      deliveries.push(...deliveriesOf(telling as Record<string, unknown>, { path, setting, index, before: deliveries }))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new RangeError(`${path}: ${error.message}`, { cause: error })
    }
  }
  return [...beginnings(story, setting, deliveries), ...deliveries].sort((a, b) => a.arrives - b.arrives)
}

/** The zone in which times about a member are read: the member's as the case begins, then the market's, then the program's. */
export function zoneOfMember(member: string, story: StoryCase, program: ProgramText): Zone {
  const told = story.members?.[member]
  const markets = program.markets as Record<string, { zone?: Zone } | undefined> | undefined
  const market = told?.market ?? (program.market as string | undefined) ?? Object.keys(markets ?? {})[0]
  return told?.zone ?? (market === undefined ? undefined : markets?.[market]?.zone) ?? String(program.zone)
}

type Line = { path: string; setting: Setting; index: number; before: readonly Delivery[] }

function deliveriesOf(telling: Record<string, unknown>, { path, setting, index, before }: Line): Delivery[] {
  if ('again' in telling) return [repeated(telling, { path, setting, index, before })]
  const { source = 'case', answer = 'accepted', corrects: isCorrection = false } = telling as Telling
  const arrivesAt = (at: Instant, zone: Zone) => (typeof telling.arrives === 'string' ? parseMoment(telling.arrives, zone) : at)
  if ('event' in telling) {
    const event = telling.event as Told
    const at = parseMoment(event.occurredAt, 'UTC')
    return [{ event, isCorrection, at, arrives: arrivesAt(at, setting.zone(event.member)), answer, path }]
  }
  const members = membersOf(telling)
  return members.map(([member, what]) => {
    const deed = (what === 'joins' ? { joins: true } : what) as Deed
    const zone = setting.zone(member)
    const at = parseMoment((telling as Telling).at, zone)
    const checkout = checkoutOf(deed, (text) => parseMoment(text, zone))
    if (checkout !== null) return { event: { source, id: `${path}.${member}`, type: 'activity', name: checkout.type, occurredAt: instantText(at), member }, checkout, isCorrection, at, arrives: arrivesAt(at, zone), answer, path: `${path}.${member}` }
    const { type, id, ...body } = lowerDeed(deed, { setting, member, at })
    const ownId = id ?? [type, index + 1, ...(members.length > 1 ? [member] : [])].join('-')
    const event = { source, id: ownId, type, occurredAt: instantText(at), member, ...body } as Told
    return { event, isCorrection, at, arrives: arrivesAt(at, zone), answer, path: `${path}.${member}` }
  })
}

function repeated(telling: Record<string, unknown>, { path, setting, before }: Line): Delivery {
  const first = before.findLast(({ event, isCorrection }) => event.id === telling.again && !isCorrection)
  if (!first) throw new RangeError(`found no earlier event "${String(telling.again)}" to tell again`)
  const arrives = typeof telling.arrives === 'string' ? parseMoment(telling.arrives, setting.zone(first.event.member)) : first.arrives
  return { ...first, arrives, answer: (telling.answer as AnswerDocument | undefined) ?? 'duplicate', path }
}

/** How the members begin: joining at the time told, or known from the morning of their first event. */
function beginnings(story: StoryCase, setting: Setting, deliveries: readonly Delivery[]): Delivery[] {
  return Object.entries(story.members ?? {}).flatMap(([member, { joined, ...profile }]): Delivery[] => {
    if (joined === undefined && Object.keys(profile).length === 0) return []
    const theirs = deliveries.filter(({ event }) => event.member === member).map((delivery) => delivery.at)
    if (joined === undefined && theirs.length === 0) return []
    const zone = setting.zone(member)
    const at = joined === undefined ? startOfDay(localDay(Math.min(...theirs), zone), zone) : parseMoment(joined, zone)
    const stamp = { source: 'case', id: `profile-${member}`, occurredAt: instantText(at), member }
    const event = { ...stamp, type: joined === undefined ? 'member.changed' : 'member.joined', profile: profile as ProfileDocument } as Told
    return [{ event, isCorrection: false, at, arrives: at, answer: 'accepted', path: `members.${member}` }]
  })
}

function settingOf(story: StoryCase, program: ProgramText): Setting {
  const markets = program.markets as Record<string, { currency?: string } | undefined> | undefined
  const tracks = program.tiers as { id: string }[] | undefined
  return {
    baseCurrency: String(program.currency),
    orderCurrencies: new Map(),
    track: tracks?.[0]?.id ?? '',
    zone: (member) => zoneOfMember(member, story, program),
    currency: (member, market) => {
      const id = market ?? story.members?.[member]?.market ?? (program.market as string | undefined) ?? Object.keys(markets ?? {})[0]
      return (id === undefined ? undefined : markets?.[id]?.currency) ?? String(program.currency)
    },
    minor: (amount, currency) => parseMoney(decimals(String(amount), currency), currency),
  }
}

/** "10.00" as a currency without decimals writes it, so that one row of amounts serves several currencies. */
function decimals(amount: string, currency: string): string {
  return minorUnits(currency) === 0 ? amount.replace(/\.0+$/, '') : amount
}
