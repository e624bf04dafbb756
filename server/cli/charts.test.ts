import { describe, expect, test } from 'vitest'
import { axisOf, barsChart, columnsChart, escapeHtml } from './charts.ts'

const plain = { title: 'T', unit: 'points', format: String, short: String }
const heights = (svg: string) => [...svg.matchAll(/<rect class="(\w+)"[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"/g)].map((match) => ({ tone: match[1], top: Number(match[2]), height: Number(match[3]) }))

describe('an axis', () => {
  test.each([
    [0, 389, [0, 100, 200, 300, 400]],
    [0, 7, [0, 2, 4, 6, 8]],
    [-13, 54, [0, 20, 40, 60]],
    [-120, 90, [-100, 0, 100]],
    [0, 0, [0]],
  ])('from %d to %d has round steps and holds both', (least, most, ticks) => {
    const axis = axisOf(least, most)
    expect(axis.ticks.slice(0, ticks.length)).toEqual(ticks)
    expect(axis.low).toBeLessThanOrEqual(least)
    expect(axis.high).toBeGreaterThanOrEqual(most)
  })
})

describe('columns', () => {
  test('stand on zero, stack, hang below it, and keep their proportions', () => {
    const svg = columnsChart({ ...plain, labels: ['Jan'], series: [{ name: 'a', tone: 'sea', values: [100] }, { name: 'b', tone: 'sand', values: [50] }, { name: 'c', tone: 'coral', values: [-100] }] })
    const [a, b, c] = heights(svg)
    expect(a!.height).toBeCloseTo(b!.height * 2, 0)
    expect(c!.height).toBeCloseTo(a!.height, 0)
    expect(b!.top + b!.height).toBeCloseTo(a!.top, 0)
    expect(c!.top).toBeCloseTo(a!.top + a!.height, 0)
  })

  test('say what they are', () => {
    const svg = columnsChart({ ...plain, labels: ['Jan', 'Feb'], series: [{ name: 'Issued', tone: 'sea', values: [100, 0] }] })
    expect(svg).toContain('role="img" aria-label="T"')
    expect(svg).toContain('<title>Jan · Issued: 100</title>')
    expect(svg).toContain('>points</text>')
    expect(heights(svg)).toHaveLength(1)
  })
})

describe('bars', () => {
  test('are as long as their part of the longest', () => {
    const svg = barsChart({ ...plain, labels: ['Base', 'VIP'], isStacked: false, series: [{ name: 'm', tone: 'dusk', values: [40, 10] }] })
    const [base, vip] = [...svg.matchAll(/width="([\d.]+)" height="11"/g)].map((match) => Number(match[1]))
    expect(base! / vip!).toBeCloseTo(4, 1)
  })

  test('of nothing are drawn without a number that is none', () => {
    expect(barsChart({ ...plain, labels: ['Base'], isStacked: true, series: [{ name: 'm', tone: 'dusk', values: [0] }] })).not.toMatch(/NaN|Infinity/)
  })
})

test('text in a chart stays text', () => {
  expect(escapeHtml('<b>&"\'')).toBe('&#60;b&#62;&#38;&#34;&#39;')
})
