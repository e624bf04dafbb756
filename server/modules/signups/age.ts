/** How old somebody is, in whole years, by the date in UTC; null where no date of birth is told, or none that there is. A 29 February counts on 1 March in other years. */
export function ageOn(birthday: string | undefined, now: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthday ?? '')?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const born = new Date(Date.UTC(year, month - 1, day))
  if (born.getUTCMonth() !== month - 1 || born.getTime() > now) return null
  const today = new Date(now)
  const years = today.getUTCFullYear() - year
  return Date.UTC(year + years, month - 1, day) <= Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()) ? years : years - 1
}
