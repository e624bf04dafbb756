import type { Theme } from '#member/kit/shapes'
import { paletteOf } from './palette.ts'

/** Gives the page the colours, radius and font of the shop, by day and by night, and goes on doing so when the device changes between them. */
export function applyTheme(theme: Theme, { root, night }: { root: HTMLElement; night: MediaQueryList }): void {
  root.style.setProperty('--radius', `${theme.radius}px`)
  if (theme.font !== '') root.style.setProperty('--shop-font', theme.font)
  const paint = (): void => {
    for (const [name, value] of Object.entries(paletteOf(theme, night.matches))) root.style.setProperty(name, value)
  }
  paint()
  night.addEventListener('change', paint)
}
