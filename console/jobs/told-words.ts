import type { Job } from '#sdk/index'
import { levelName, nameOf, type NamedProgram } from '#console/program/use-document.ts'
import type { Words } from '#console/words/use-words.ts'

/** What a job was told, in words. */
export function toldWords({ arguments: { tags, points, discount, track, level, until }, isRevealed }: Job, { say, number, day, language }: Words, document: NamedProgram | undefined): string[] {
  return [
    ...(tags === undefined ? [] : [tags.join(', ')]),
    ...(points === undefined ? [] : [say('jobs.points', { points: `${points > 0 ? '+' : '−'}${number(Math.abs(points))}` })]),
    ...(discount === undefined ? [] : [nameOf(document?.discounts.find(({ id }) => id === discount)?.name, language) ?? discount]),
    ...(level === undefined ? [] : [levelName(document, track ?? '', { level, language }) ?? level]),
    ...(until === undefined ? [] : [say('jobs.until', { day: day(until) })]),
    ...(isRevealed ? [say('jobs.revealed')] : []),
  ]
}
