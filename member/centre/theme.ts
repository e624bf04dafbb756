import type { Theme } from '#member/kit/shapes'
import { paletteOf } from './palette.ts'

/** Gives the page the colours, radius and font of the shop, by day and by night, and goes on doing so when the device changes between them. Answers how to have it in another theme. */
export function applyTheme(first: Theme, { root, night }: { root: HTMLElement; night: MediaQueryList }): (theme: Theme) => void {
  let theme = first
  const paint = (): void => {
    root.style.setProperty('--radius', `${theme.radius}px`)
    if (theme.font === '') root.style.removeProperty('--shop-font')
    else root.style.setProperty('--shop-font', theme.font)
    for (const [name, value] of Object.entries(paletteOf(theme, night.matches))) root.style.setProperty(name, value)
  }
  paint()
  night.addEventListener('change', paint)
  return (other) => {
    theme = other
    paint()
  }
}
