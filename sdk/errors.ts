import type { Problem } from './contract.ts'

/** What the server refused, or could not do: RFC 9457 as it came. `code` is for programs, `message` a sentence in the language that was asked for. */
export class RockpoolError extends Error {
  override name = 'RockpoolError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }

  /** What to tell an operator, who finds the rest in the log. */
  get requestId(): string {
    return this.problem.requestId
  }
}

/** No answer came: the server could not be reached, or the way to it broke. */
export class RockpoolUnreachable extends Error {
  override name = 'RockpoolUnreachable'
}

/** Whether something that was caught is a problem, of this code where one is named. */
export function isProblem(error: unknown, code?: string): error is RockpoolError {
  return error instanceof RockpoolError && (code === undefined || error.code === code)
}
