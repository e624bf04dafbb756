import { fileOf, type Column, type Reader } from '#server/platform/csv'
import type { FigureSeriesPart, Figures } from './schemas.ts'

const POINTS = ['issued', 'spent', 'expired', 'revoked', 'owed', 'debt'] as const

/** The series with its currency, and members by level: a level that nobody stood on yet is empty. */
export function figuresCsv({ series, levels: ladder, currency, pointsUnit }: Figures, reader: Reader): string {
  // As the ladder goes; what stood on it before stands behind.
  const levels = [...new Set([...ladder.map(({ level }) => level), ...series.flatMap((part) => Object.keys(part.levels ?? {}))])]
  const columns: Column<FigureSeriesPart>[] = [
    ...(['from', 'to', 'joined', 'members', 'bought', 'orders'] as const).map((name): Column<FigureSeriesPart> => [name, (part) => part[name]]),
    ['spendMinor', ({ spendMinor }) => ({ minor: spendMinor, currency })],
    ...POINTS.map((name): Column<FigureSeriesPart> => [name, (part) => ({ count: part[name], unit: pointsUnit })]),
    ['liabilityMinor', ({ liabilityMinor }) => ({ minor: liabilityMinor, currency })], ['currency', () => currency],
    ...levels.map((level): Column<FigureSeriesPart> => [`level:${level}`, (part) => part.levels?.[level] ?? '']),
  ]
  return fileOf({ word: 'figures', columns }, series, reader)
}
