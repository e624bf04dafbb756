import { parseInstant, parseLocal, type Instant, type Zone } from '#engine/calendar'
import { UsageError } from './exits.ts'
import type { Text } from './text.ts'

/** The time of an option: with its offset, or a date or local time in the zone; undefined where it is not given. @throws UsageError */
export function readTime(written: string | undefined, { zone, option, text }: { zone: Zone; option: string; text: Pick<Text, 'say'> }): Instant | undefined {
  if (written === undefined) return undefined
  for (const read of [parseInstant, (time: string) => parseLocal(time, zone)]) {
    try {
      return read(written)
    } catch {
      continue
    }
  }
  throw new UsageError(text.say('cli.wrong.time', { option, found: written }))
}
