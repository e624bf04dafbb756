const DAY_MS = 86_400_000

/** The instant at which a day begins where the reader is, such as 2026-03-01. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString()
}

/** The instant at which a day is over where the reader is: the next one begins. */
export function endOfDay(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
  return startOfDay(next)
}

/** The day that began at an instant, or later. */
export function dayOfStart(instant: string): string {
  const at = new Date(instant)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** The day that was over at an instant. */
export function dayOfEnd(instant: string): string {
  return dayOfStart(new Date(Date.parse(instant) - 1).toISOString())
}
