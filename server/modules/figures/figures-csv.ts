import { csvOf } from '#server/platform/csv'
import type { Figures } from './schemas.ts'

const COLUMNS = ['from', 'to', 'joined', 'members', 'bought', 'orders', 'spendMinor', 'issued', 'spent', 'expired', 'revoked', 'owed', 'debt', 'liabilityMinor'] as const

/** The series with its currency, and members by level: a level that nobody stood on yet is empty. */
export function figuresCsv({ series, currency }: Figures): string {
  const levels = [...new Set(series.flatMap((part) => Object.keys(part.levels ?? {})))]
  return csvOf([[...COLUMNS, 'currency', ...levels.map((level) => `level:${level}`)], ...series.map((part) => [...COLUMNS.map((column) => part[column]), currency, ...levels.map((level) => part.levels?.[level] ?? '')])])
}
