import { parseInstant, parseLocal, type Instant, type Zone } from '#engine/calendar'

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})(?:[T ]([\d:.]+))? ?(Z|[+-]\d{2}:\d{2})$/

/** Reads "2026-01-05", "2026-01-05 10:00" (where the member lives) or "2026-01-05 10:00 +08:00". @throws RangeError for anything else */
export function parseMoment(text: string, zone: Zone): Instant {
  const match = WITH_OFFSET.exec(text)
  return match ? parseInstant(`${match[1]}T${match[2] ?? '00:00'}${match[3]}`) : parseLocal(text, zone)
}

/** The instant on the zone's wall: "2026-01-05 10:00", with seconds only where there are any. */
export function momentText(at: Instant, zone: Zone): string {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3,
    })
    formatters.set(zone, formatter)
  }
  const part = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]))
  const seconds = part.fractionalSecond === '000' ? (part.second === '00' ? '' : `:${part.second}`) : `:${part.second}.${part.fractionalSecond}`
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}${seconds}`
}

const formatters = new Map<Zone, Intl.DateTimeFormat>()
