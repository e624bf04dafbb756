import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/index'
import { FIRST_PROGRAM } from '#console/program/first-program.ts'
import { readFileSync } from 'node:fs'
import { fitTemplate, placeOf } from './fit-template.ts'

const read = (name: string): string => readFileSync(`programs/${name}.yaml`, 'utf8')
const ALL = ['online-retail', 'fashion', 'shein-like', 'black-diamond', 'electronics', 'wholesale', 'cny-hundred']

describe('a template', () => {
  test.each(ALL)('%s passes the check in the zone of the store, in its own currency', (name) => {
    const { program, problems } = checkProgram(fitTemplate(read(name), { currency: placeOf(read(name)).currency, zone: 'Asia/Tokyo' }))
    expect(problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
    expect(program?.zone).toBe('Asia/Tokyo')
  })

  test.each(['EUR', 'JPY', 'KWD'])('the first program works in %s', (currency) => {
    const { program, problems } = checkProgram(fitTemplate(FIRST_PROGRAM, { currency, zone: 'Europe/Berlin' }))
    expect(problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
    expect([program?.currency, program?.markets['home']?.currency]).toEqual([currency, currency])
  })

  test('of several currencies keeps them: its rates are to them', () => {
    const fitted = fitTemplate(read('fashion'), { currency: 'JPY', zone: 'UTC' })
    expect([placeOf(fitted).currency, placeOf(read('fashion')).isOneCurrency, placeOf(FIRST_PROGRAM).isOneCurrency]).toEqual(['USD', false, true])
  })
})
