import type { PointerEvent } from 'react'
import { namedPlaces, scaleOf, type Scale } from './scale.ts'

/** One thing that is counted, part by part; null where there was nothing to count. Its tone is its place among those of a chart. */
export type Series = { name: string; values: readonly (number | null)[] }
export type Drawn = { kind: 'bars' | 'line'; parts: readonly string[]; series: readonly Series[]; tick: (value: number) => string }

const HEIGHT = 220
const PAD = { top: 12, right: 12, bottom: 26, left: 66 }
/** So wide a name under the drawing is, with air. */
const NAME = 76
/** What of a part's width its bars take. */
const FILLED = 0.72

type Frame = { width: number; scale: Scale; x: (place: number) => number; y: (value: number) => number; step: number }

/** The lines or bars of a chart, as wide as there is room. Whoever cannot see it reads its name, and the table. */
export function Drawing({ drawn, width, name, seen, onSee }: { drawn: Drawn; width: number; name: string; seen: number | null; onSee: (place: number | null) => void }) {
  const frame = frameOf(drawn, width)
  const { x, y, step, scale } = frame
  const count = drawn.parts.length
  const see = (event: PointerEvent<SVGSVGElement>): void => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left
    onSee(Math.max(0, Math.min(count - 1, Math.floor((at - PAD.left) / step))))
  }
  return (
    <svg className="chart" role="img" aria-label={name} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} onPointerMove={see} onPointerLeave={() => onSee(null)}>
      {scale.ticks.map((tick) => <g key={tick}><line className={tick === 0 ? 'chart-base' : 'chart-rule'} x1={PAD.left} x2={width - PAD.right} y1={y(tick)} y2={y(tick)} /><text x={PAD.left - 8} y={y(tick) + 4} textAnchor="end">{drawn.tick(tick)}</text></g>)}
      {namedPlaces(count, Math.floor((width - PAD.left - PAD.right) / NAME)).map((place) => <text key={place} x={Math.min(x(place), width - PAD.right - NAME / 2 + 12)} y={HEIGHT - 8} textAnchor="middle">{drawn.parts[place]}</text>)}
      {seen === null ? null : <rect className="chart-seen" x={PAD.left + seen * step} y={PAD.top} width={step} height={HEIGHT - PAD.top - PAD.bottom} />}
      {drawn.kind === 'bars' ? <Bars series={drawn.series} frame={frame} /> : <Lines series={drawn.series} frame={frame} seen={seen} />}
    </svg>
  )
}

function frameOf({ series, parts }: Drawn, width: number): Frame {
  const scale = scaleOf(series.flatMap(({ values }) => values.filter((value) => value !== null)))
  const step = (width - PAD.left - PAD.right) / Math.max(1, parts.length)
  const tall = HEIGHT - PAD.top - PAD.bottom
  return { width, scale, step, x: (place) => PAD.left + (place + 0.5) * step, y: (value) => PAD.top + tall * (1 - (value - scale.from) / (scale.to - scale.from)) }
}

function Bars({ series, frame: { x, y, step } }: { series: readonly Series[]; frame: Frame }) {
  // For a moment there may be no room at all, as when a window is made narrow.
  const wide = Math.max(1, Math.min(28, (step * FILLED) / series.length))
  return series.map(({ name, values }, tone) => values.map((value, place) => (
    value === 0 || value === null ? null : <rect key={`${name} ${place}`} className="chart-fill" data-tone={tone} x={x(place) + (tone - series.length / 2) * wide} width={Math.max(1, wide - 1)} y={Math.min(y(value), y(0))} height={Math.max(1, Math.abs(y(value) - y(0)))} rx={Math.min(2, wide / 4)} />
  )))
}

function Lines({ series, frame: { x, y }, seen }: { series: readonly Series[]; frame: Frame; seen: number | null }) {
  return series.map(({ name, values }, tone) => {
    const last = values[values.length - 1]
    const shown = [[values.length - 1, last], ...(seen === null ? [] : [[seen, values[seen]]])] as [number, number | null | undefined][]
    return (
      <g key={name}>
        <path className="chart-line" data-tone={tone} d={values.map((value, place) => (value === null ? '' : `${(values[place - 1] ?? null) === null ? 'M' : 'L'}${x(place).toFixed(1)} ${y(value).toFixed(1)}`)).join('')} />
        {shown.map(([place, value], index) => (value === undefined || value === null ? null : <circle key={index} className="chart-fill" data-tone={tone} cx={x(place)} cy={y(value)} r={4} />))}
      </g>
    )
  })
}
