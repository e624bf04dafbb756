import type { Theme } from '#member/kit/shapes'
import { contrast, ENOUGH, mix, readable, surfaceOf } from '#member/kit/colours'

/** Colours of a page, by the names of their variables. */
export type Palette = Readonly<Record<string, string>>

const NIGHT = '#12171a'

/** The page in the shop's colours: by day as they are, by night on a dark ground with a breath of them. Whatever a shop chooses, text can be read. */
export function paletteOf({ accent, onAccent, background, ink }: Theme, isNight: boolean): Palette {
  const card = isNight ? mix(mix(NIGHT, '#ffffff', 0.06), accent, 0.08) : background
  const breath = isNight ? mix(NIGHT, accent, 0.05) : mix(mix(background, ink, 0.035), accent, 0.02)
  const text = readable(isNight ? '#eef2f3' : ink, [card])
  // Of a card in the middle between black and white, the ground around it is the same: no text could be read on both.
  const ground = contrast(text, breath) >= ENOUGH ? breath : card
  const soft = mix(card, accent, isNight ? 0.22 : 0.1)
  return {
    '--card': card, '--ground': ground, '--ink': text, '--muted': readable(mix(text, card, 0.34), [card, ground, soft]), '--line': mix(card, text, 0.14), '--edge': readableEdge(mix(card, text, 0.4), card),
    '--accent': accent, '--on-accent': readable(onAccent, [accent]), '--accent-ink': readable(accent, [card, ground, soft]), '--soft': soft,
    '--warn': isNight ? '#3a2f14' : '#fdf3d8', '--on-warn': isNight ? '#f6dfa0' : '#5f4300', '--bad': readable(isNight ? '#ff9b8f' : '#b3261e', [card, ground]), '--good': readable(isNight ? '#7fd6a4' : '#1b6e3f', [card, ground]),
  }
}

/** The edge of a field can be told from its ground (WCAG 2.2, 1.4.11: 3 to 1). */
function readableEdge(colour: string, card: string): string {
  return contrast(colour, card) >= 3 ? colour : readable(colour, [card])
}

/** A level's two colours where the merchant chose none: by its place in the ladder, from sand to deep water. Each can be read with white upon it. */
const LEVELS = [['#5b6b73', '#3f4d54'], ['#0f6d73', '#0a4a55'], ['#7a4fa3', '#4d2f78'], ['#9a6200', '#6b4000'], ['#a33b52', '#6f2036'], ['#2a4fa8', '#182f70']] as const

/** The colours of a level, and of what is written upon them: those of the merchant, else those of its place, counted from 0. */
export function levelColours(place: number, colour: string | null = null): { from: string; to: string; on: string } {
  if (colour !== null) return surfaceOf(colour)
  const [from, to] = LEVELS[Math.min(Math.max(place, 0), LEVELS.length - 1)] as (typeof LEVELS)[number]
  return { from, to, on: '#ffffff' }
}
