/** One colour of a chart, by what it means; the style sheet gives it its value in light and in dark. */
export type Tone = 'sea' | 'coral' | 'sand' | 'dusk'
export type Series = { name: string; tone: Tone; values: readonly number[] }

/** What every chart says: what it shows, and how a value is written in full and at an axis. */
export type Chart = { title: string; unit: string; format: (value: number) => string; short: (value: number) => string }

/** Values upright by label, stacked from zero: above it what is positive, below it what is negative. */
export type Columns = Chart & { labels: readonly string[]; series: readonly Series[] }
/** Values lying by label, each label with one bar for each series, or one bar of all where stacked. */
export type Bars = Chart & { labels: readonly string[]; series: readonly Series[]; isStacked: boolean }

// A chart is drawn on a small sheet, so that its words stay readable when a phone shrinks it.
const WIDTH = 460
const HEIGHT = 236
const PLOT = { left: 52, right: 448, top: 22, bottom: 206 }
const MOST_LABEL = 190

/** Upright columns over time or over ranges. */
export function columnsChart({ title, unit, format, short, labels, series }: Columns): string {
  const sums = labels.map((_, index) => {
    const values = series.map(({ values: each }) => each[index] ?? 0)
    return { above: values.reduce((sum, value) => sum + Math.max(0, value), 0), below: values.reduce((sum, value) => sum + Math.min(0, value), 0) }
  })
  const axis = axisOf(Math.min(0, ...sums.map(({ below }) => below)), Math.max(0, ...sums.map(({ above }) => above)))
  const y = (value: number) => PLOT.bottom - ((value - axis.low) / (axis.high - axis.low)) * (PLOT.bottom - PLOT.top)
  const slot = (PLOT.right - PLOT.left) / Math.max(1, labels.length)
  const width = Math.min(36, slot * 0.72)
  const columns = labels.map((label, index) => {
    let above = 0
    let below = 0
    return series.map(({ name, tone, values }) => {
      const value = values[index] ?? 0
      if (value === 0) return ''
      const from = value > 0 ? above : below
      if (value > 0) above += value
      else below += value
      const [top, bottom] = [y(Math.max(from, from + value)), y(Math.min(from, from + value))]
      const x = PLOT.left + slot * (index + 0.5) - width / 2
      return rect({ x, y: top, width, height: Math.max(1, bottom - top), tone, tip: `${label} · ${name}: ${format(Math.abs(value))}` })
    }).join('')
  }).join('')
  return sheet({ title, body: `${grid(axis, y, short)}${unitLabel(unit)}${columns}${zeroLine(y(0))}${labelsBelow(labels, slot)}`, height: HEIGHT })
}

/** A line over time with the area below it. */
export function areaChart({ title, unit, format, short, labels, series }: Columns): string {
  const { name, tone, values } = series[0]!
  const axis = axisOf(Math.min(0, ...values), Math.max(0, ...values))
  const y = (value: number) => PLOT.bottom - ((value - axis.low) / (axis.high - axis.low)) * (PLOT.bottom - PLOT.top)
  const slot = (PLOT.right - PLOT.left) / Math.max(1, labels.length)
  const points = values.map((value, index) => [PLOT.left + slot * (index + 0.5), y(value)] as const)
  const line = points.map(([x, at]) => `${round(x)},${round(at)}`).join(' ')
  const area = points.length === 0 ? '' : `${round(points[0]![0])},${round(y(0))} ${line} ${round(points.at(-1)![0])},${round(y(0))}`
  const dots = points.map(([x, at], index) => (
    `<circle class="${tone}" cx="${round(x)}" cy="${round(at)}" r="3"><title>${escapeHtml(`${labels[index]} · ${name}: ${format(values[index]!)}`)}</title></circle>`
  )).join('')
  const body = `${grid(axis, y, short)}${unitLabel(unit)}<polygon class="${tone} area" points="${area}"/><polyline class="${tone} line" points="${line}"/>${dots}${zeroLine(y(0))}${labelsBelow(labels, slot)}`
  return sheet({ title, body, height: HEIGHT })
}

/** Lying bars, one row for each label. */
export function barsChart({ title, format, labels, series, isStacked }: Bars): string {
  const rowHeight = isStacked ? 30 : 16 + series.length * 14
  const height = labels.length * rowHeight + 8
  const right = WIDTH - 74
  const left = Math.min(MOST_LABEL, Math.max(40, ...labels.map(textWidth)) + 14)
  const totals = labels.map((_, index) => {
    const values = series.map(({ values: each }) => Math.max(0, each[index] ?? 0))
    return isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values)
  })
  const most = Math.max(...totals) || 1
  const wide = (value: number) => (Math.max(0, value) / most) * (right - left)
  const rows = labels.map((label, index) => {
    const top = index * rowHeight + 8
    let x = left
    const bars = series.map(({ name, tone, values }, at) => {
      const value = values[index] ?? 0
      const tip = `${label} · ${name}: ${format(value)}`
      const bar = rect({ x: isStacked ? x : left, y: top + (isStacked ? 4 : at * 14), width: Math.max(value > 0 ? 1 : 0, wide(value)), height: isStacked ? 16 : 11, tone, tip })
      const said = isStacked ? '' : `<text class="value" x="${round(left + wide(value) + 6)}" y="${top + at * 14 + 10}">${escapeHtml(format(value))}</text>`
      if (isStacked) x += wide(value)
      return bar + said
    }).join('')
    const sum = isStacked ? `<text class="value" x="${round(x + 6)}" y="${top + 17}">${escapeHtml(format(series.reduce((total, { values }) => total + (values[index] ?? 0), 0)))}</text>` : ''
    const middle = top + (isStacked ? 17 : series.length * 7 + 4)
    return `<text class="label" text-anchor="end" x="${left - 8}" y="${middle}">${escapeHtml(shortened(label, left - 14))}</text>${bars}${sum}`
  }).join('')
  return sheet({ title, body: `${rows}<line class="zero" x1="${left}" x2="${left}" y1="0" y2="${height}"/>`, height })
}

/** What the colours of a chart mean. */
export function legend(series: readonly Pick<Series, 'name' | 'tone'>[]): string {
  return `<ul class="legend">${series.map(({ name, tone }) => `<li><i class="${tone}"></i>${escapeHtml(name)}</li>`).join('')}</ul>`
}

/** Text as HTML and SVG show it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

type Axis = { low: number; high: number; ticks: number[] }

/**
 * An axis whose steps are round numbers: 1, 2 or 5 times a power of ten. It ends on a step, but below zero where the values end:
 * a few refunds under many purchases need little room.
 */
export function axisOf(least: number, most: number): Axis {
  const raw = (most - least || 1) / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= raw) ?? 10)
  const high = Math.max(0, Math.ceil(most / step)) * step
  const ticks: number[] = []
  for (let index = Math.ceil(least / step); index * step <= high; index += 1) ticks.push(index * step + 0)
  return { low: least, high: high === least ? least + step : high, ticks }
}

function grid({ ticks }: Axis, y: (value: number) => number, short: (value: number) => string): string {
  return ticks.map((tick) => (
    `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>`
    + `<text class="tick" text-anchor="end" x="${PLOT.left - 6}" y="${round(y(tick) + 4)}">${escapeHtml(short(tick))}</text>`
  )).join('')
}

function unitLabel(unit: string): string {
  return `<text class="tick" x="4" y="11">${escapeHtml(unit)}</text>`
}

function zeroLine(y: number): string {
  return `<line class="zero" x1="${PLOT.left}" x2="${PLOT.right}" y1="${round(y)}" y2="${round(y)}"/>`
}

/** Labels below the columns, as many as there is room for. */
function labelsBelow(labels: readonly string[], slot: number): string {
  const widest = Math.max(0, ...labels.map(textWidth))
  const every = Math.max(1, Math.ceil((widest + 8) / slot))
  return labels.map((label, index) => (index % every === 0
    ? `<text class="tick" text-anchor="middle" x="${round(PLOT.left + slot * (index + 0.5))}" y="${PLOT.bottom + 17}">${escapeHtml(label)}</text>`
    : '')).join('')
}

/** About how wide a label is; a Chinese character is as wide as two letters. */
function textWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character > '\u2e7f' ? 12 : 6.2), 0)
}

function shortened(label: string, room: number): string {
  const characters = [...label]
  while (textWidth(characters.join('')) > room) characters.pop()
  return characters.length < [...label].length ? `${characters.join('')}…` : label
}

type Rect = { x: number; y: number; width: number; height: number; tone: Tone; tip: string }

function rect({ x, y, width, height, tone, tip }: Rect): string {
  return `<rect class="${tone}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="1.5"><title>${escapeHtml(tip)}</title></rect>`
}

function sheet({ title, body, height }: { title: string; body: string; height: number }): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${body}</svg>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
