import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { checkText } from './check.ts'

const BROKEN = `program: shop
name: Shop
currency: USD
zone: Europe/Berlim
markets: { us: { currency: USD, earn: 1.5 } }
earn: [{ id: buy, on: order.paid, rate: market }]
`
const WHOLE = BROKEN.replace('Berlim', 'Berlin').replace('1.5', '"1.5"')
const UNWISE = WHOLE.replace('rate: market', 'rate: market, rounding: ceil')
const today = parseDay('2026-11-22')

const folder = mkdtempSync(join(tmpdir(), 'rockpool-check-'))
const broken = join(folder, 'broken.yaml')
const unwise = join(folder, 'unwise.yaml')
writeFileSync(broken, BROKEN)
writeFileSync(unwise, UNWISE)
afterAll(() => rmSync(folder, { recursive: true }))

function rockpool(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli/main.ts', ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C' } })
  return { code: status, out: stdout, err: stderr }
}

describe('a check of a program', () => {
  test('tells file, line, column, path, what is wrong and what would be right', () => {
    const { output, complaint } = checkText('shop.yaml', BROKEN, { json: false, locale: 'en', today })
    expect(output.replace(/\u001b\[\d+m/g, '')).toBe(`shop.yaml:4:7  mistake  zone
  “Europe/Berlim” is no time zone.
  wanted: an IANA time zone, such as Europe/Berlin or Asia/Shanghai; did you mean Europe/Berlin?

shop.yaml:5:39  mistake  markets.us.earn
  1.5 stands without quotes, so YAML does not read it as text.
  wanted: write "1.5"

`)
    expect(complaint).toBe('shop.yaml: 2 mistakes')
  })

  test('speaks Chinese', () => {
    const { output, complaint } = checkText('shop.yaml', BROKEN, { json: false, locale: 'zh-CN', today })
    expect(output).toContain('没有 “Europe/Berlim” 这个时区。')
    expect(complaint).toBe('shop.yaml：2 处错误')
  })

  test('tells a machine the same, as JSON', () => {
    const { output } = checkText('shop.yaml', UNWISE, { json: true, locale: 'en', today })
    expect(JSON.parse(output)).toEqual({
      file: 'shop.yaml', mistakes: 0, warnings: 1,
      problems: [{
        severity: 'warning', code: 'split_rounding', path: 'earn[0].rounding', line: 6, column: 59, found: 'ceil',
        message: 'With the rounding ceil, a member who splits an order can earn up to one point more for each part.', wanted: 'rounding: floor, if that matters',
      }],
    })
  })

  test('of a program that is whole says so and complains of nothing', () => {
    expect(checkText('shop.yaml', WHOLE, { json: false, locale: 'en', today })).toEqual({ output: 'shop.yaml: no mistakes\n', complaint: null })
  })
})

describe('rockpool program check', { timeout: 60_000 }, () => {
  test('ends with 0 when there are only warnings', () => {
    expect(rockpool('program', 'check', unwise)).toMatchObject({ code: 0, out: expect.stringContaining('no mistakes, 1 warning') as string, err: '' })
  })

  test('ends with 1 when there are mistakes, and prints nothing but JSON when asked to', () => {
    const { code, out, err } = rockpool('program', 'check', broken, '--json')
    expect({ code, err }).toEqual({ code: 1, err: `rockpool: ${broken}: 2 mistakes\n` })
    expect(JSON.parse(out)).toMatchObject({ mistakes: 2 })
  })

  test('has a neighbour that prints the schema as it is committed', () => {
    const { code, out } = rockpool('program', 'schema')
    expect({ code, out }).toEqual({ code: 0, out: readFileSync('docs/program.schema.json', 'utf8') })
  })

  test('ends with 1 when the file cannot be read, and with 2 when the command is written wrongly', () => {
    expect([rockpool('program', 'check', join(folder, 'none.yaml')).code, rockpool('program', 'check').code, rockpool('program', 'check', broken, '--today', 'soon').code]).toEqual([1, 2, 2])
  })
})
