import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import { pricedDocument } from './arbitrary-cart.ts'
import { programDocument } from './arbitrary-program.ts'

test('every generated program passes the check, so that what is proved is proved of programs that may run', () => {
  for (const document of [...fc.sample(programDocument(), 150), ...fc.sample(programDocument({ hasProgramCaps: true }), 50), ...fc.sample(pricedDocument, 100)]) {
    expect(checkProgram(document).problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
  }
})
