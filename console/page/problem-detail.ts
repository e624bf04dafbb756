import type { RockpoolError } from '#sdk/index'

type Problem = RockpoolError['problem']

/** The sentence of a problem; null where it says no more than that its mistakes are listed, which they are below it. */
export function detailOf({ code, detail, errors = [] }: Pick<Problem, 'code' | 'detail' | 'errors'>): string | null {
  return LISTING.has(code) && errors.length > 0 ? null : detail
}

/** Problems whose sentence is for programs, which look into `errors`. */
const LISTING: ReadonlySet<string> = new Set(['http.wrong_shape', 'programs.wrong'])
