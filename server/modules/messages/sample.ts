import { localDay } from '#engine/calendar'
import { levelName, amount, discountName, rewardName, type Words } from '#engine/member/explain-words'
import { emptyMember } from '#engine/member/parts'
import { formatMoney } from '#engine/money'
import { minorUnits } from '#engine/currencies'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Locale } from '#engine/text'
import { readTimeline } from '#server/modules/programs/index'
import { voiceOf } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { sayInMail } from '#server/platform/mail/words'
import type { Kind } from './kinds.ts'
import { dayIn, listed, listedUnder, type Letter } from './letter.ts'
import { benefitsOf } from './tell-level.ts'

/** Somebody who could read it, in each language. */
export const SAMPLE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'Emma Wilson', 'zh-CN': '王小雨', 'zh-TW': '林雨晴', es: 'Lucía Fernández', fr: 'Camille Martin', de: 'Anna Schmidt', pt: 'Beatriz Souza', it: 'Giulia Rossi', ja: '佐藤 美咲', ko: '김서연', ru: 'Анна Смирнова', ar: 'ليلى حسن',
}
const [ORDER, CODE] = ['#10482', 'K7MX-2PQD-9RTA']
const [EARNED, BALANCE, PENDING_DAYS, ENDING_DAYS] = [120, 1_250, 14, 30]

type Scene = { words: Words; program: Program }

/** What a mail of a kind would say to a member of the program in force, so that its text can be seen before anybody gets it. @throws AppError programs.none_published */
export async function sampleLetter(ctx: ReadContext, kind: Kind, locale: Locale): Promise<Letter> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { program } = publicationAt(timeline, ctx.now)
  const words: Words = { ...(await voiceOf(ctx, locale)), timeline, zone: program.zone, at: ctx.now }
  return { fields: fieldsIn({ words, program }, kind), ...(kind === 'reward_code' ? { code: CODE } : {}), purpose: 'service', until: null, page: '' }
}

function fieldsIn(scene: Scene, kind: Kind): Letter['fields'] {
  const { words, program } = scene
  const points = (n: number) => amount(words, program.mainUnit, n)
  const later = (days: number) => dayIn(words, localDay(words.at, words.zone) + days)
  switch (kind) {
    case 'welcome': return { gift: giftOf(scene) }
    case 'points_earned': return { points: points(EARNED), order: ORDER, when: listed([sayInMail(words, 'message.from', { points: points(EARNED), date: later(PENDING_DAYS) })]), balance: points(BALANCE) }
    case 'reward_code': {
      const reward = rewardOf(scene)
      return { reward, reason: sayInMail(words, 'reward_code.bought', { points: points(BALANCE), reward }), use_by: sayInMail(words, 'reward_code.use_by', { date: later(ENDING_DAYS) }) }
    }
    case 'points_expiring': return { points: points(EARNED), date: later(ENDING_DAYS), balance: points(BALANCE) }
    case 'tier_up': {
      const { track, level } = levelOf(scene)
      const state = emptyMember('mem')
      return { level: levelName(words, track, level), until: sayInMail(words, 'tier_up.until', { date: later(365) }), benefits: benefitsOf({ words, program, state }, { track, level }) }
    }
    case 'tier_at_risk': {
      const { track, level } = levelOf(scene)
      const spend = formatMoney(80 * 10 ** minorUnits(program.currency), program.currency, words.locale)
      return { level: levelName(words, track, level), date: later(ENDING_DAYS), missing: listed([sayInMail(words, 'tier_at_risk.need', { what: 'spend', amount: spend })]) }
    }
  }
}

function giftOf({ words, program }: Scene): string {
  const gifts = (program.rulesOn['member.joined'] ?? []).filter(({ points }) => points > 0).map(({ points, unit }) => sayInMail(words, 'message.now', { points: amount(words, unit, points), date: '' }))
  const coupons = (program.pricing.issuedOn.welcome ?? []).map(({ id }) => sayInMail(words, 'welcome.coupon', { name: discountName(words, id) }))
  return listedUnder(sayInMail(words, 'welcome.gift'), [...gifts, ...coupons])
}

function rewardOf({ words, program }: Scene): string {
  const reward = program.rewards.find(({ gives }) => gives.kind === 'coupon' || gives.kind === 'voucher') ?? program.rewards[0]
  const coupon = program.pricing.discounts.find(({ kind }) => kind === 'coupon')
  return reward !== undefined ? rewardName(words, reward.id) : coupon !== undefined ? discountName(words, coupon.id) : formatMoney(10 * 10 ** minorUnits(program.currency), program.currency, words.locale)
}

/** The second level of the first track; of a program without levels there is no name to show. */
function levelOf({ program }: Scene): { track: string; level: string } {
  const track = program.tracks[0]
  const level = track?.levels[1] ?? track?.levels[0]
  return { track: track?.id ?? '', level: level?.id ?? '–' }
}
