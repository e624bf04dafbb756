import { sheetOf } from '#member/kit/element'
import { CART_ROOM, LINE_ROOM, PROGRESS_ROOM } from '#member/kit/held'

/** What every element begins with: the shop's font and colours, and nothing of the page's. */
export const BASE = sheetOf(`
:host { all: initial; font-family: var(--rp-font, system-ui, sans-serif); color: var(--rp-ink, #1c2b33); line-height: 1.45; font-size: 15px }
:host([hidden]) { display: none }
*, *::before, *::after { box-sizing: border-box }
button, input { font: inherit; color: inherit }
a { color: var(--rp-accent, #0f5c6e) }
:focus-visible { outline: 2px solid var(--rp-accent, #0f5c6e); outline-offset: 2px }
.muted { color: color-mix(in srgb, currentColor 78%, transparent); font-size: .9em }
.button { display: inline-block; border: 0; border-radius: var(--rp-radius, 12px); background: var(--rp-accent, #0f5c6e); color: var(--rp-on-accent, #fff); padding: 11px 18px; min-height: 44px; font-weight: 600; text-decoration: none; text-align: center; cursor: pointer }
.button.quiet { background: transparent; color: var(--rp-accent, #0f5c6e); box-shadow: inset 0 0 0 1px currentColor }
.level { border-radius: 999px; padding: 1px 10px }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.bar { height: 8px; border-radius: 4px; background: color-mix(in srgb, var(--rp-accent, #0f5c6e) 18%, transparent); overflow: hidden }
.bar > i { display: block; height: 100%; border-radius: 4px; background: var(--rp-accent, #0f5c6e) }
@media (prefers-reduced-motion: no-preference) { .bar > i { transition: width .3s } }
`)

/** Elements in the flow of a product page hold their line before their answer is there, so that nothing moves when it comes. */
export const INLINE = sheetOf(`:host { ${LINE_ROOM.host}; font: inherit; color: inherit } :host::before { ${LINE_ROOM.before} }`)

/** The room of what is about to come: of whoever was signed in when the page came, and of a cart that has lines. */
export const BLOCK = sheetOf(`:host { display: block } :host([data-held]) { min-height: ${PROGRESS_ROOM}px }`)

export const LAUNCHER = sheetOf(`
:host { position: fixed; z-index: 2147483000; inset-block-end: var(--rp-y, 20px); inset-inline-end: var(--rp-x, 20px) }
:host([data-position=start]) { inset-inline: var(--rp-x, 20px) auto }
.open { display: flex; align-items: center; gap: 8px; border: 0; border-radius: 999px; padding: 0 18px; min-height: 52px; background: var(--rp-accent, #0f5c6e); color: var(--rp-on-accent, #fff); font-weight: 600; cursor: pointer; box-shadow: 0 6px 20px rgb(0 0 0 / .22) }
.panel { width: min(360px, calc(100vw - 24px)); max-height: min(640px, calc(100dvh - 40px)); overflow: auto; background: var(--rp-background, #fff); color: var(--rp-ink, #1c2b33); border-radius: calc(var(--rp-radius, 12px) + 4px); box-shadow: 0 12px 44px rgb(0 0 0 / .28) }
header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 16px 18px; background: var(--rp-accent, #0f5c6e); color: var(--rp-on-accent, #fff) }
header h2 { margin: 0; font-size: 1.1em }
header img { max-height: 28px; max-width: 140px }
.close { border: 0; background: transparent; color: inherit; width: 44px; height: 44px; margin: -10px; font-size: 22px; cursor: pointer; border-radius: 50% }
.close:focus-visible { outline-color: currentColor; outline-offset: -4px }
.body { padding: 18px; display: grid; gap: 16px }
.big { font-size: 2.1em; font-weight: 700; line-height: 1.1 }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px }
li { display: flex; justify-content: space-between; gap: 12px }
li.rule { display: grid; gap: 0 }
.actions { display: grid; gap: 10px }
.line { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 12px }
`)

export const CART = sheetOf(`
:host([data-held]), :host([data-held]) .cart { min-height: ${CART_ROOM}px }
.cart { display: grid; align-content: space-between; gap: 10px; padding: 14px; border: 1px solid color-mix(in srgb, var(--rp-ink, #1c2b33) 18%, transparent); border-radius: var(--rp-radius, 12px) }
.line { display: flex; justify-content: space-between; align-items: center; gap: 12px }
.total { border-block-start: 1px solid color-mix(in srgb, var(--rp-ink, #1c2b33) 14%, transparent); padding-block-start: 10px }
p { margin: 0 }
form { display: flex; flex-wrap: wrap; gap: 8px }
form label { flex: 1 1 140px }
.own { display: flex; flex-wrap: wrap; align-items: center; gap: 8px }
input { width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid color-mix(in srgb, var(--rp-ink, #1c2b33) 45%, transparent); border-radius: var(--rp-radius, 12px); background: transparent }
.line input { width: 110px; flex: none }
.chip { border: 0; border-radius: 999px; min-height: 32px; padding: 4px 12px; background: color-mix(in srgb, var(--rp-accent, #0f5c6e) 14%, transparent); cursor: pointer }
`)
