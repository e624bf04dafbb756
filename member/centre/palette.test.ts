import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, readable } from '#member/kit/colours'
import { levelColours, paletteOf } from './palette.ts'

const colour = fc.integer({ min: 0, max: 0xff_ff_ff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
const theme = fc.record({ accent: colour, onAccent: colour, background: colour, ink: colour, radius: fc.constant(12), logoUrl: fc.constant(null), font: fc.constant('') })

test('whatever colours a shop chooses, by day and by night, text can be read on what it stands on', () => {
  fc.assert(fc.property(theme, fc.boolean(), (shop, isNight) => {
    const palette = paletteOf(shop, isNight)
    for (const [text, ground] of [['--ink', '--card'], ['--ink', '--ground'], ['--on-accent', '--accent'], ['--on-warn', '--warn']] as const) {
      expect(contrast(palette[text] as string, palette[ground] as string), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  }), { numRuns: 500 })
})

test('what stands on a level can be read on both of its colours, whichever the merchant chose', () => {
  fc.assert(fc.property(fc.constantFrom(-1, 0, 1, 2, 3, 4, 5, 9), fc.option(colour), (place, chosen) => {
    const { from, to, on } = levelColours(place, chosen)
    for (const ground of [from, to]) expect(contrast(on, ground)).toBeGreaterThanOrEqual(4.5)
    if (chosen !== null) expect(from).toBe(chosen)
  }), { numRuns: 1_000 })
  for (const chosen of ['#767676', '#777777', '#757575', '#808080', '#ffffff', '#000000', '#d4af37', '#c0c0c0', '#cd7f32']) for (const ground of [levelColours(0, chosen).from, levelColours(0, chosen).to]) expect(contrast(levelColours(0, chosen).on, ground), chosen).toBeGreaterThanOrEqual(4.5)
  expect([levelColours(0, '#d4af37').on, levelColours(0, '#1f2430').on, levelColours(0)]).toEqual(['#12171a', '#ffffff', { from: '#5b6b73', to: '#3f4d54', on: '#ffffff' }])
})

test('a colour that can be read stays, and contrast is that of WCAG', () => {
  expect([readable('#0f5c6e', ['#ffffff']), contrast('#777777', '#ffffff').toFixed(2), contrast('#000000', '#ffffff')]).toEqual(['#0f5c6e', '4.48', 21])
})
