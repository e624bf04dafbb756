import type { Instant } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { nameIn, type Voice } from '#engine/text'
import { earnLines } from './guide-earn.ts'
import { trackGuides, type TrackGuide } from './guide-levels.ts'
import { offerLines } from './guide-offers.ts'
import { refundNotes, unitGuides, type UnitGuide } from './guide-points.ts'
import { rewardLines, serviceLines } from './guide-rewards.ts'
import { say, type GuideLine, type Scene } from './guide-words.ts'

export type { GuideLine } from './guide-words.ts'
export type { UnitGuide } from './guide-points.ts'

/** A program as it is told to people: every sentence is made of what the document says, and of nothing else. */
export type Guide = {
  name: string
  market: string
  /** The base currency, in which spend is counted. */
  currency: string
  /** Whether it is paused: nothing is earned or redeemed for now. */
  isPaused: boolean
  /** What earns points, a sentence for each rule with its part of the price that comes back. */
  earn: readonly GuideLine[]
  units: readonly UnitGuide[]
  /** The unit that is meant where none is named. */
  mainUnit: string
  tracks: readonly TrackGuide[]
  rewards: readonly GuideLine[]
  services: readonly GuideLine[]
  /** Discounts that come by themselves or with a day. */
  offers: readonly GuideLine[]
  questions: readonly Question[]
  /** All that is promised and kept back, sentence by sentence. */
  terms: readonly string[]
}

export type Question = { question: string; answer: string }

/** Who reads: their language, their market (the program's own unless told), their province where the law asks for another expiry, and when; staff are told of every rule, those that this market has nothing of too. */
export type Reader = Voice & { at: Instant; market?: string; region?: string | null; isForStaff?: boolean }

/** Tells a program to a reader: how it works, table of levels, questions and terms. */
export function guideOf(program: Program, { locale, own, at, market = program.defaultMarket, region = null, isForStaff = false }: Reader): Guide {
  const place = program.markets[market] ?? program.markets[program.defaultMarket]!
  const scene: Scene = { program, market: place, region, words: { timeline: timelineOf(program), locale, own, zone: place.zone, at }, isForStaff }
  const units = unitGuides(scene)
  const tracks = trackGuides(scene)
  const refunds = refundNotes(scene)
  return {
    name: nameIn(program.name, locale), market: place.id, currency: program.currency, isPaused: program.isPaused,
    earn: earnLines(scene), units, mainUnit: program.mainUnit, tracks, rewards: rewardLines(scene), services: serviceLines(scene), offers: offerLines(scene),
    questions: questionsOf(scene, { units, tracks, refunds }),
    terms: [...units.flatMap((unit) => termsOf(scene, unit)), ...tracks.flatMap(({ notes }) => notes), ...refunds],
  }
}

/** The notes of a unit, under its name where points are not all that there is. */
function termsOf(scene: Scene, { name, notes, kind }: UnitGuide): readonly string[] {
  const isAlone = Object.keys(scene.program.units).length === 1 && kind !== 'store_credit'
  return isAlone ? notes : notes.map((note) => say(scene, 'of_unit', { unit: name, note }))
}

function questionsOf(scene: Scene, { units, tracks, refunds }: { units: readonly UnitGuide[]; tracks: readonly TrackGuide[]; refunds: readonly string[] }): Question[] {
  const main = units.find(({ id }) => id === scene.program.mainUnit)
  const asked: [string, readonly (string | null | undefined)[]][] = [
    ['worth', [main?.worth, ...(main?.use ?? [])]],
    ['usable', [main?.pending]],
    ['expiry', [main?.expiry]],
    ['returns', refunds],
    ['levels', tracks.flatMap(({ notes }) => notes)],
  ]
  return asked.flatMap(([key, answers]) => {
    const told = answers.filter((answer) => answer !== null && answer !== undefined)
    return told.length === 0 ? [] : [{ question: say(scene, `question.${key}`), answer: told.join(say(scene, 'space')) }]
  })
}
