import { expect, test } from 'vitest'
import { openLog } from './log.ts'

function lines(write: (log: ReturnType<typeof openLog>) => void): string {
  const written: string[] = []
  write(openLog({ to: { write: (line) => void written.push(line) } }))
  return written.join('')
}

test('a log names no person and shows no key', () => {
  const text = lines((log) => log.info({ email: 'anna@example.com', member: { phone: '+49 30', firstName: 'Anna' }, headers: { authorization: 'Bearer rp_live_x' }, order: { buyer: { name: 'Anna' } } }, 'seen'))
  for (const secret of ['anna@example.com', '+49 30', 'Anna', 'rp_live_x']) expect(text).not.toContain(secret)
  expect(JSON.parse(text)).toMatchObject({ msg: 'seen', email: '…', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
})

test('an error is logged without the row that it was about', () => {
  const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(anna@example.com)', parameters: ['anna@example.com'] })
  const text = lines((log) => log.error({ err: error }, 'http.failed'))
  expect(text).not.toContain('anna@example.com')
  expect(JSON.parse(text)).toMatchObject({ err: { type: 'Error', message: 'duplicate key', code: '23505' } })
})
