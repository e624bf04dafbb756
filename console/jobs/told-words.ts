import type { Job } from '#sdk/index'
import { levelName, nameOf, type NamedProgram } from '#console/program/use-document.ts'
import type { Units } from '#console/words/use-units.ts'
import type { Words } from '#console/words/use-words.ts'

/** What a job was told, in words. */
export function toldWords({ arguments: { tags, points, unit, discount, track, level, until }, isRevealed }: Job, { say, lastDay, language }: Words, { document, units }: { document: NamedProgram | undefined; units: Units }): string[] {
  return [
    ...(tags === undefined ? [] : [tags.join(', ')]),
    ...(points === undefined ? [] : [`${points > 0 ? '+' : '−'}${units.told(unit ?? units.main, Math.abs(points))}`]),
    ...(discount === undefined ? [] : [nameOf(document?.discounts.find(({ id }) => id === discount)?.name, language) ?? discount]),
    ...(level === undefined ? [] : [levelName(document, track ?? '', { level, language }) ?? level]),
    ...(until === undefined ? [] : [say('jobs.until', { day: lastDay(until, document?.zone) })]),
    ...(isRevealed ? [say('jobs.revealed')] : []),
  ]
}
