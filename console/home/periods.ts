/** The spans that numbers are told of: until today, against as much of the one before. */
export const PERIODS = ['day', 'week', 'month', 'year'] as const
export type Period = (typeof PERIODS)[number]

/** What an address says, or a month. */
export function periodOf(text: string | undefined): Period {
  return PERIODS.find((period) => period === text) ?? 'month'
}
