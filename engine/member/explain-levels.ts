import { localDay, type Period } from '#engine/calendar'
import { formatMoney } from '#engine/money'
import { nameIn, type TextValue } from '#engine/text'
import { instantOf, listOf, maybeText, NONE, numberOf, textOf, type Fields, type Telling } from './explain-step.ts'
import { amount, eventName, findIn, levelName, part, periodText, untilText, type Words } from './explain-words.ts'
import type { Trace } from './outcome.ts'

/** Why a member stands on a level (R58): what was counted, over which time, and what the level asks for. */
export const LEVELS: Readonly<Record<string, Telling>> = {
  'tier.up': (step, words) => ({ ...moved(step, words), why: step.cause === 'hand' ? NONE : whyText(step, words, 'met') }),
  'tier.down': (step, words) => ({ ...moved(step, words), why: whyText(step, words, 'missed') }),
  'tier.kept': (step, words) => ({ ...standing(step, words), until: until(step, words), why: whyText(step, words, 'met') }),
  'tier.grace': (step, words) => ({ ...standing(step, words), until: until(step, words), why: whyText(step, words, 'missed') }),
  'tier.waiting': (step, words) => ({ ...standing(step, words), from: { day: localDay(instantOf(step, 'from'), words.zone) } }),
  'tier.set': (step, words) => ({
    ...standing(step, words), until: until(step, words), author: textOf(step, 'author'), reason: textOf(step, 'reason'),
  }),
  'tier.unknown': (step) => ({ track: textOf(step, 'track'), level: textOf(step, 'level') }),
}

const until = (step: Trace, words: Words): string => untilText(words, instantOf(step, 'until'))

function standing(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  return { track: trackName(step, words), level: levelName(words, textOf(step, 'track'), textOf(step, 'level')) }
}

function moved(step: Trace, words: Words): Readonly<Record<string, TextValue>> {
  const track = textOf(step, 'track')
  const named = (key: string) => {
    const id = maybeText(step, key)
    return id === null ? NONE : levelName(words, track, id)
  }
  return { track: trackName(step, words), from: named('from'), to: named('to'), cause: textOf(step, 'cause') }
}

/** The track's name where a program has several. */
function trackName(step: Trace, words: Words): string {
  const id = textOf(step, 'track')
  const tracks = findIn(words, (program) => program.tracks) ?? []
  return tracks.length < 2 ? NONE : nameIn(tracks.find((track) => track.id === id)?.name ?? id, words.locale)
}

/** The findings that decided: those met where a level was reached, those missed where it was lost; all where that says nothing. */
function whyText(step: Trace, words: Words, deciding: 'met' | 'missed'): string {
  const all = listOf(step, 'why')
  const decided = all.filter(({ isMet }) => isMet === (deciding === 'met'))
  const told = (decided.length > 0 ? decided : all).map((why) => findingText(step, words, why))
  return told.length === 0 ? NONE : told.join(part(words, 'and'))
}

function findingText(step: Trace, words: Words, why: Fields): string {
  const what = textOf(why, 'what')
  if (what === 'tag') return part(words, 'why.tag', { tag: textOf(why, 'tag'), has: why.isMet === true ? 'yes' : 'no' })
  const [have, need] = [numberOf(why, 'have'), numberOf(why, 'need')]
  if (what === 'member_age') return part(words, 'why.member_age', { have, need })
  const series = textOf(why, 'series')
  const window = windowText(words, why.window as Fields)
  const said = (n: number): string => {
    if (what === 'spend' || what === 'company_volume') return formatMoney(n, textOf(step, 'currency'), words.locale)
    if (what === 'points') return amount(words, series.slice('points:'.length), n)
    return part(words, what === 'orders' ? 'orders' : 'count', { n })
  }
  const event = what === 'event' ? eventName(words, series.slice('event:'.length)) : ''
  return part(words, `why.${what}`, { have: said(have), need: said(need), window, event })
}

/** "in the last 12 months", "in the calendar year" … */
function windowText(words: Words, window: Fields): string {
  const kind = textOf(window, 'kind')
  if (kind === 'rolling') return part(words, 'window.rolling', { period: periodText(words, window.period as Period) })
  return part(words, `window.${kind}`, { of: String(window.unit ?? window.of ?? '') })
}
