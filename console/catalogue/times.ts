/** A time of the browser's own zone as a field has it, such as 2026-03-01T09:00, as an instant; nothing where nothing was chosen. */
function instantIn(local: string): string | undefined {
  return local === '' ? undefined : new Date(local).toISOString()
}

/** An instant as such a field has it. */
export function localTime(instant: string | null): string {
  if (instant === null) return ''
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** The same of a field that showed what was there: it has no seconds, and means that to the second. */
export function instantStill(local: string, was: string | null): string | undefined {
  return was !== null && localTime(was) === local ? was : instantIn(local)
}
