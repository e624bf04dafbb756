import { expect, test } from 'vitest'
import { ApiProblem, type Ask } from '#member/kit/api'
import { openAnswers } from './answers.ts'

/** An API of a test, which answers when it is told to. */
function openApi(): { ask: Ask; asked: string[]; answer: (place: number, value: unknown) => Promise<void> } {
  const asked: string[] = []
  const settles: ((value: unknown) => void)[] = []
  const ask: Ask = (path) => {
    asked.push(path)
    return new Promise((resolve, reject) => settles.push((value) => (value instanceof Error ? reject(value) : resolve(value as never))))
  }
  return { ask, asked, answer: async (place, value) => { settles[place]?.(value); await Promise.resolve(); await Promise.resolve() } }
}

test('an address is asked for once, and everybody who shows it hears of the answer', async () => {
  const { ask, asked, answer } = openApi()
  const answers = openAnswers(ask, () => 0)
  let told = 0
  answers.watch('/a', () => void (told += 1))
  expect([answers.read('/a'), answers.read('/a')]).toEqual([{ value: null, problem: null }, { value: null, problem: null }])
  await answer(0, 1)
  expect([asked, told, answers.read('/a').value]).toEqual([['/a'], 1, 1])
})

test('an older answer stays until the newer one is there, and never comes after it', async () => {
  const { ask, answer } = openApi()
  const answers = openAnswers(ask, () => 0)
  answers.watch('/a', () => {})
  await answer(0, 'old')
  answers.renew()
  answers.renew()
  expect(answers.read('/a').value).toBe('old')
  await answer(2, 'new')
  await answer(1, 'late')
  expect(answers.read('/a').value).toBe('new')
  answers.renew()
  await answer(3, new ApiProblem(503))
  expect(answers.read('/a')).toMatchObject({ value: 'new', problem: { status: 503 } })
  answers.renew()
  await answer(4, new ApiProblem(404))
  expect(answers.read('/a')).toMatchObject({ value: null, problem: { status: 404 } })
})

test('a list is had whole, page by page, and again when it is renewed', async () => {
  const { ask, asked, answer } = openApi()
  const answers = openAnswers(ask, () => 0)
  answers.read('/a?limit=2', 'rows')
  answers.watch('/a?limit=2', () => {})
  await answer(0, { rows: [1, 2], next: 'n 2' })
  expect(answers.read('/a?limit=2', 'rows').value).toBe(null)
  await answer(1, { rows: [3], next: null })
  await Promise.resolve()
  expect([answers.read('/a?limit=2').value, asked]).toEqual([{ rows: [1, 2, 3] }, ['/a?limit=2', '/a?limit=2&after=n%202']])
  answers.renew()
  expect(asked.at(-1)).toBe('/a?limit=2')
})

test('only what is shown, and is old enough, is asked for again; what nobody shows is forgotten', async () => {
  const { ask, asked } = openApi()
  let now = 0
  const answers = openAnswers(ask, () => now)
  const stop = answers.watch('/a', () => {})
  answers.read('/b')
  now = 10
  answers.renew(20)
  expect(asked).toEqual(['/a', '/b'])
  now = 30
  answers.renew(20)
  expect(asked).toEqual(['/a', '/b', '/a'])
  stop()
  answers.renew()
  answers.read('/a')
  expect(asked).toEqual(['/a', '/b', '/a', '/a'])
})

test('what was asked for somebody else is never shown', async () => {
  const { ask, asked, answer } = openApi()
  const answers = openAnswers(ask, () => 0)
  answers.read('/a')
  answers.forget()
  await answer(0, 'of somebody else')
  expect([answers.read('/a').value, asked]).toEqual([null, ['/a', '/a']])
})
