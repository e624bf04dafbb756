import type { Theme } from './shapes.ts'

/** A store's colours, radius and font as variables, for a shadow root or a page. */
export function themeStyle({ accent, onAccent, background, ink, radius, font }: Theme): string {
  return `:host, :root { --rp-accent: ${accent}; --rp-on-accent: ${onAccent}; --rp-background: ${background}; --rp-ink: ${ink}; --rp-radius: ${radius}px; --rp-font: ${font === '' ? 'system-ui' : font}, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Hiragino Sans", "Noto Sans", sans-serif }`
}
