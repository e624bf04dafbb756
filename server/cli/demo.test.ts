import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { checkProgram } from '#engine/program/check'
import { STAFF_LOCALES } from '#engine/text'
import { liveYear } from '#server/demo/live-year'
import { demoText } from './demo.ts'
import { openText } from './text.ts'
import { columnsOf } from './wrap.ts'

const { program } = checkProgram(readFileSync('server/demo/program.yaml', 'utf8'))
const year = liveYear(program!, 1)
const page = { isColour: false }

describe.each(STAFF_LOCALES)('the demo in %s', (locale) => {
  const text = openText(locale, ['cli', 'report', 'demo'])
  const told = demoText(year, 1, { text, page })

  test('fits a terminal of a hundred columns, without colours where none are wanted', () => {
    for (const line of told.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(100)
    expect(told).not.toContain('\u001b')
    expect(demoText(year, 1, { text, page: { isColour: true } })).toContain('\u001b')
  })

  test('has words for everything', () => {
    expect(told).not.toMatch(/\b(?:demo|report|cli|trace)\.[a-z_]+\.|undefined|NaN|\{|\}/)
  })

  test('tells the figures of the year, and three commands to try', () => {
    const { report } = year
    for (const figure of [report.members, report.orders, report.points.earned, report.points.expired]) expect(told).toContain(text.integer(figure))
    expect(told).toContain(text.money(report.liability.minor, 'USD'))
    const last = told.trimEnd().split('\n').slice(-6).filter((line) => /^ {2}\S/.test(line))
    expect(last.map((line) => line.trim().split(' ')[0])).toEqual(['bin/rockpool', 'bin/rockpool', 'bin/rockpool'])
  })
})
