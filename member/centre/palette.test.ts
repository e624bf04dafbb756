import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, readable } from './colours.ts'
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

test('white can be read on every level', () => {
  for (const place of [-1, 0, 1, 2, 3, 4, 5, 9]) for (const ground of Object.values(levelColours(place))) expect(contrast('#ffffff', ground)).toBeGreaterThanOrEqual(4.5)
})

test('a colour that can be read stays, and contrast is that of WCAG', () => {
  expect([readable('#0f5c6e', ['#ffffff']), contrast('#777777', '#ffffff').toFixed(2), contrast('#000000', '#ffffff')]).toEqual(['#0f5c6e', '4.48', 21])
})
