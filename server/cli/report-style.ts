/** The style of the page: one column on a phone, two where there is room; the reader's system decides between light and dark. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f6f8f8; --card: #fff; --ink: #12262b; --soft: #56696e; --rule: #dfe7e8; --grid: #e8eeef;
  --sea: #0f8b8d; --coral: #d1495b; --sand: #d99a2b; --dusk: #5b6ee1; }
@media (prefers-color-scheme: dark) { :root {
  --page: #0d1618; --card: #142125; --ink: #e6f0f1; --soft: #9bb0b5; --rule: #26383d; --grid: #1f2f34;
  --sea: #3fc1b8; --coral: #f0798a; --sand: #edb95e; --dusk: #93a1ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: clamp(20px, 4vw, 48px) clamp(16px, 4vw, 40px) 64px; }
h1 { font-size: clamp(26px, 4vw, 38px); line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 8px; text-wrap: balance; }
h2 { font-size: 20px; margin: 0 0 4px; letter-spacing: -0.005em; }
h3 { font-size: 14px; margin: 16px 0 4px; font-weight: 600; }
p { margin: 0; } header p, .lead, .notes, footer { color: var(--soft); }
.lead { margin-bottom: 12px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(164px, 1fr)); gap: 12px; margin: 28px 0 20px; padding: 0; list-style: none; }
.figures li, section { background: var(--card); border: 1px solid var(--rule); border-radius: 14px; }
.figures li { padding: 16px 18px; }
.figures b { display: block; font-size: 25px; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.figures b.long { font-size: 21px; line-height: 31px; } .figures b.longer { font-size: 17px; line-height: 31px; }
.figures span { display: block; font-size: 14px; } .figures small { color: var(--soft); font-size: 13px; }
.parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 16px; align-items: start; }
section { padding: clamp(16px, 2.4vw, 24px); min-width: 0; } section.wide { grid-column: 1 / -1; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); gap: 12px 32px; align-items: start; }
figure { margin: 0 0 8px; min-width: 0; } figcaption { font-size: 14px; font-weight: 600; margin-bottom: 6px; }
svg { display: block; width: 100%; height: auto; max-width: 600px; overflow: visible; }
svg text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; } svg .label { fill: var(--ink); font-size: 12px; } svg .value { fill: var(--ink); }
.grid { stroke: var(--grid); } .zero { stroke: var(--soft); stroke-width: 1; } .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; } .area { opacity: .16; }
rect.sea, circle.sea, polygon.sea { fill: var(--sea); } rect.coral, circle.coral, polygon.coral { fill: var(--coral); }
rect.sand, circle.sand, polygon.sand { fill: var(--sand); } rect.dusk, circle.dusk, polygon.dusk { fill: var(--dusk); }
.line.sea { stroke: var(--sea); } .line.coral { stroke: var(--coral); } .line.sand { stroke: var(--sand); } .line.dusk { stroke: var(--dusk); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 6px; padding: 0; list-style: none; font-size: 13px; color: var(--soft); }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; }
i.sea { background: var(--sea); } i.coral { background: var(--coral); } i.sand { background: var(--sand); } i.dusk { background: var(--dusk); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th { font-weight: 500; color: var(--soft); } th, td { padding: 7px 8px; border-bottom: 1px solid var(--rule); text-align: left; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
th.right, td.right { text-align: right; } tr.total td { font-weight: 650; border-bottom: 0; } tbody tr:last-child td { border-bottom: 0; }
details { margin-top: 8px; } summary { cursor: pointer; color: var(--soft); font-size: 14px; padding: 4px 0; }
.notes { margin: 12px 0 0; padding: 0; list-style: none; font-size: 13.5px; } .notes li { margin-top: 4px; overflow-wrap: anywhere; }
footer { margin-top: 28px; font-size: 13px; }
@media print { :root { --page: #fff; } section, .figures li { break-inside: avoid; } }
`
