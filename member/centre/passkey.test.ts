import { expect, test } from 'vitest'
import { ApiProblem } from '#member/kit/api'
import { unlessTurnedAway } from './passkey.ts'

test.each(['NotAllowedError', 'AbortError'])('whoever turns away has not met a mistake: %s', (name) => {
  expect(unlessTurnedAway(new DOMException('', name))).toBe(null)
})

test.each([['InvalidStateError', 'passkey.known'], ['SecurityError', 'passkey.refused'], ['NotSupportedError', 'passkey.failed'], ['UnknownError', 'passkey.failed']])('%s is told, as %s', (name, code) => {
  const told = (): unknown => {
    try {
      return unlessTurnedAway(new DOMException('', name))
    } catch (error) {
      return error
    }
  }
  expect(told()).toBeInstanceOf(ApiProblem)
  // Without words of its own it would be told as a mistake of the server's.
  expect(told()).toMatchObject({ code, message: expect.stringMatching(/./) })
})

test('a mistake of ours stays one', () => {
  expect(() => unlessTurnedAway(new TypeError('ours'))).toThrow(TypeError)
})
