import type { Theme } from '#member/kit/shapes'

const COLOURS = ['accent', 'onAccent', 'background', 'ink'] as const
const [COLOUR, FONT] = [/^#[0-9a-f]{6}$/, /^[A-Za-z0-9 ,'-]{0,120}$/]
const ROUNDEST = 28

/** The theme that a message of our own page tells; null for whatever else is said, or by whomever else. */
export function themeTold({ origin, data }: Pick<MessageEvent<unknown>, 'origin' | 'data'>, own: string): Theme | null {
  if (origin !== own || typeof data !== 'object' || data === null) return null
  const { theme } = data as { theme?: unknown }
  return isTheme(theme) ? { accent: theme.accent, onAccent: theme.onAccent, background: theme.background, ink: theme.ink, radius: theme.radius, font: theme.font, logoUrl: theme.logoUrl } : null
}

function isTheme(told: unknown): told is Theme {
  if (typeof told !== 'object' || told === null) return false
  const { radius, font, logoUrl, ...rest } = told as Record<string, unknown>
  return COLOURS.every((name) => typeof rest[name] === 'string' && COLOUR.test(rest[name])) && typeof radius === 'number' && Number.isInteger(radius) && radius >= 0 && radius <= ROUNDEST
    && typeof font === 'string' && FONT.test(font) && (logoUrl === null || (typeof logoUrl === 'string' && /^https:\/\/[^\s<>"]+$/.test(logoUrl)))
}
