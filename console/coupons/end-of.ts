/** The end of a day of the browser's own calendar, as coupons name it; nothing where no day was chosen: then the discount says when. */
export function endOf(day: string): { until?: string } {
  return day === '' ? {} : { until: new Date(`${day}T23:59:59`).toISOString() }
}
