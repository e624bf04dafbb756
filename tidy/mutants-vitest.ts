import { chai } from 'vitest'

export { expect, expectTypeOf } from 'vitest'

/** A test as its file tells it: its name after those of what it stands in, and what it does. */
export type ToldTest = { name: string; run: () => unknown }

type Tell<Args extends unknown[]> = (...args: Args) => unknown

/** What `inject` answers: the few histories, always the same, that thousands of mutants can afford. */
const PROVIDED: Readonly<Record<string, unknown>> = { histories: 10, seed: 1, keepsFailures: false }

const told: ToldTest[] = []
const within: string[] = []

// A snapshot keeps a contract with the outside in step with its source; `npm test` compares it.
chai.use(({ Assertion }, { addMethod }) => addMethod(Assertion.prototype, 'toMatchFileSnapshot', () => {}))

/** The tests told since the last time. */
export function takeTests(): ToldTest[] {
  return told.splice(0)
}

export function inject(key: string): unknown {
  return PROVIDED[key]
}

export function describe(name: string, tell: Tell<[]>): void {
  within.push(name)
  tell()
  within.pop()
}

export function test(name: string, run: Tell<[]>): void {
  told.push({ name: [...within, name].join(' › '), run })
}

/** A test for each row, named by the row's own words. */
test.each = (rows: readonly unknown[]) => (name: string, run: Tell<unknown[]>): void => {
  for (const row of rows) {
    const args = Array.isArray(row) ? row : [row]
    const named = name.replace('%s', String(args[0])).replace(/\$(\w+)/g, (_, key: string) => String((row as Record<string, unknown>)[key]))
    test(named, () => run(...args))
  }
}
