import { amount, eventName, part, periodText } from '#engine/member/explain-words'
import type { Benefit, Criteria, Leaf, Level, Track, Window } from '#engine/program/program'
import { multiplyRatios } from '#engine/ratio'
import { nameIn } from '#engine/text'
import { entitlementLine } from './guide-rewards.ts'
import { baseMoney, money, period, say, type Scene } from './guide-words.ts'
import { percentOff } from './percent-off.ts'

/** What a level asks for and gives. */
export type LevelGuide = {
  id: string
  name: string
  /** As the merchant chose it, such as "#c9a227"; null: by its place. */
  colour: string | null
  entry: string
  /** null: the same as the entry. */
  keep: string | null
  benefits: readonly { id: string; name: string; text: string | null }[]
}

export type TrackGuide = { id: string; name: string; levels: readonly LevelGuide[]; notes: readonly string[] }

/** The tracks of a program with their levels, from the lowest. */
export function trackGuides(scene: Scene): TrackGuide[] {
  const { program, words } = scene
  return program.tracks.map((track) => ({
    id: track.id, name: nameIn(track.name, words.locale), levels: track.levels.map((level) => levelGuide(scene, level)), notes: trackNotes(scene, track),
  }))
}

function levelGuide(scene: Scene, level: Level): LevelGuide {
  const { program, words } = scene
  const entry = criteriaText(scene, level.entry)
  const keep = criteriaText(scene, level.keep)
  return {
    id: level.id, name: nameIn(level.name, words.locale), colour: level.colour, entry, keep: keep === entry ? null : keep,
    benefits: level.benefits.flatMap((id) => {
      const benefit = program.benefits[id]
      if (benefit !== undefined) return [{ id, name: nameIn(benefit.name, words.locale), text: benefitText(scene, benefit) }]
      const service = program.entitlements.find((one) => one.id === id)
      if (service === undefined) return []
      const { name, text } = entitlementLine(scene, service, level.id)
      return [{ id, name, text }]
    }),
  }
}

function benefitText(scene: Scene, { percent: off, shipping, on, perYear, description }: Benefit): string | null {
  const { market, words } = scene
  const from = shipping?.freeFromMinor[market.id]
  const told = [
    ...(description === null ? [] : [nameIn(description, words.locale)]),
    ...(off === null ? [] : [say(scene, 'benefit.percent', { percent: percentOff(words.locale, multiplyRatios(off, [1, 100])) })]),
    ...(from === undefined ? [] : [say(scene, 'benefit.shipping', { from: from === 0 ? 'none' : money(scene, from) })]),
    ...(on === null ? [] : [say(scene, 'benefit.on', { on })]),
    ...(perYear === null ? [] : [say(scene, 'benefit.per_year', { n: perYear })]),
  ]
  return told.length === 0 ? null : told.join(part(words, 'comma'))
}

/** What must be reached, as one phrase; a tag of members is the store's own word, and not told: "spend $500 in the last 12 months or 3 orders in all" (R23). */
function criteriaText(scene: Scene, criteria: Criteria | null): string {
  if (criteria === null) return say(scene, 'criteria.everyone')
  if (criteria.kind !== 'all' && criteria.kind !== 'any') return leafText(scene, criteria)
  const parts = criteria.of.map((one) => {
    const text = criteriaText(scene, one)
    return (one.kind === 'all' || one.kind === 'any') && one.of.length > 1 ? say(scene, 'criteria.group', { text }) : text
  })
  return parts.join(say(scene, `criteria.${criteria.kind}`))
}

function leafText(scene: Scene, leaf: Leaf): string {
  const { words } = scene
  if (leaf.kind === 'tag') return say(scene, 'criteria.tag')
  if (leaf.kind === 'member_age') return say(scene, 'criteria.member_age', { period: period(scene, leaf.period) })
  const { measure, need, series } = leaf
  return say(scene, `criteria.${measure}`, { need: needText(scene, leaf), n: need, window: measure === 'event' && need === 1 && leaf.window.kind === 'lifetime' ? 'none' : windowText(scene, leaf.window), event: measure === 'event' ? eventName(words, series.slice('event:'.length)) : '' })
}

function needText(scene: Scene, { measure, need, series }: Extract<Leaf, { kind: 'series' }>): string {
  const { words } = scene
  if (measure === 'spend' || measure === 'company_volume') return baseMoney(scene, need)
  if (measure === 'points') return amount(words, series.slice('points:'.length), need)
  return part(words, measure === 'orders' ? 'orders' : 'count', { n: need })
}

function windowText({ words }: Scene, window: Window): string {
  if (window.kind === 'rolling') return part(words, 'window.rolling', { period: periodText(words, window.period) })
  return part(words, `window.${window.kind}`, { of: window.kind === 'calendar' ? window.unit : window.kind === 'anniversary' ? window.of : '' })
}

/** How levels come, last and go (R24, R25). */
function trackNotes(scene: Scene, { entry, valid, grace, downgrade, levels }: Track): string[] {
  if (levels.every((level) => level.entry === null)) return []
  return [
    say(scene, 'track.entry', { entry }),
    say(scene, 'track.valid', { lasts: downgrade === 'never' ? 'ever' : lastsFor(valid) }),
    ...(grace === null || downgrade === 'never' ? [] : [say(scene, 'track.grace', { period: period(scene, grace.period), round: grace.roundUp ?? 'none' })]),
    ...(downgrade === 'one_step' ? [say(scene, 'track.one_step')] : []),
  ]
}

function lastsFor(valid: Track['valid']): string {
  if (valid === null) return 'while_met'
  return `${'calendar' in valid.period ? valid.period.calendar : `anniversary_${valid.period.anniversary}`}_${valid.through}`
}
