/** A colour as three parts of 0 to 255. */
type Rgb = readonly [number, number, number]

/** Text of a normal size must differ from its ground by so much (WCAG 2.2, 1.4.3). */
export const ENOUGH = 4.5
const STEPS = 20

function rgbOf(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16)
  return [n >> 16, (n >> 8) & 255, n & 255]
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** A colour with a share, 0 to 1, of another one in it. */
export function mix(colour: string, other: string, share: number): string {
  const [a, b] = [rgbOf(colour), rgbOf(other)]
  return hexOf([0, 1, 2].map((part) => (a[part] as number) * (1 - share) + (b[part] as number) * share) as unknown as Rgb)
}

function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** How much two colours differ, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const NIGHT = '#12171a'

/** Two colours of a surface in a chosen one, and what can be read upon both: white on dark ones, else nearly black (WCAG 2.2, 1.4.3). One of both can be read on any colour. */
export function surfaceOf(colour: string): { from: string; to: string; on: string } {
  const isDark = contrast('#ffffff', colour) >= contrast('#000000', colour)
  const to = mix(colour, isDark ? '#000000' : '#ffffff', 0.28)
  return { from: colour, to, on: readable(isDark ? '#ffffff' : NIGHT, [colour, to]) }
}

/** The colour, or the nearest one towards white or black that can be read on all of the grounds; what comes nearest to that, where none can. */
export function readable(colour: string, grounds: readonly string[]): string {
  const least = (one: string): number => Math.min(...grounds.map((ground) => contrast(one, ground)))
  const end = least('#ffffff') > least('#000000') ? '#ffffff' : '#000000'
  for (let step = 0; step <= STEPS; step += 1) {
    const tried = mix(colour, end, step / STEPS)
    if (least(tried) >= ENOUGH) return tried
  }
  return end
}
