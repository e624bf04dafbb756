import type { BacktestReport } from '#sdk/index'
import type { Words } from '#console/words/use-words.ts'

/** What a level is called in either program; its id where neither says, and the word for none below the first. */
export function levelWord({ before, after }: BacktestReport, keys: string, { say }: Pick<Words, 'say'>): string {
  if (keys === '') return say('level.none')
  return keys.split(',').map((key) => {
    const known = [...after.levels, ...before.levels].find(({ level }) => level === key)
    return known?.name ?? (key === 'none' || key.endsWith('/none') ? say('level.none') : key)
  }).join(', ')
}

/** A difference with its sign; nothing where there is none. */
export function differenceOf(was: number, is: number, told: (value: number) => string): string | null {
  return was === is ? null : `${is > was ? '+' : '−'}${told(Math.abs(is - was))}`
}
