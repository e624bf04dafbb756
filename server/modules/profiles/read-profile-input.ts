import { isZone } from '#engine/calendar'
import type { Profile } from '#engine/member/event'
import { publicationAt } from '#engine/program/timeline'
import { shown, type ShapeProblem } from '#engine/shape'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import type * as shapes from './schemas.ts'

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** What the engine is to know of what was said, the year of the birthday, which it does not ask for, and every mistake. */
export async function readProfileInput(ctx: ReadContext, input: Omit<shapes.ChangeProfile, 'member'>): Promise<{ profile: Profile; birthYear: number | null | undefined; problems: ShapeProblem[] }> {
  const problems: ShapeProblem[] = []
  const { zone, market, region } = input
  if (typeof zone === 'string' && !isZone(zone)) problems.push({ keys: ['zone'], found: shown(zone), wanted: 'an IANA time zone, such as "Europe/Berlin"', code: 'bad_format' })
  if (typeof market === 'string') problems.push(...(await marketProblems(ctx, market)))
  const { birthday, birthYear } = readBirthday(input.birthday, ctx.now, problems)
  const told = { zone, market, region, birthday }
  return { profile: Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)), birthYear, problems }
}

async function marketProblems(ctx: ReadContext, market: string): Promise<ShapeProblem[]> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) return []
  const markets = Object.keys(publicationAt(timeline, ctx.now).program.markets)
  return markets.includes(market) ? [] : [{ keys: ['market'], found: shown(market), wanted: `a market of the program: ${markets.join(', ')}`, code: 'bad_format' }]
}

/** "1990-07-14" is the day "07-14", which the engine is told, and the year 1990, which stays with the person. */
function readBirthday(text: string | null | undefined, now: number, problems: ShapeProblem[]): { birthday: string | null | undefined; birthYear: number | null | undefined } {
  if (text === undefined || text === null) return { birthday: text, birthYear: text }
  const birthday = text.slice(-5)
  const birthYear = text.length > 5 ? Number(text.slice(0, 4)) : null
  const [month, day] = [Number(birthday.slice(0, 2)), Number(birthday.slice(3))]
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= (DAYS[month - 1] as number)
  const isDate = isDay && (birthYear === null || (birthYear >= 1900 && Date.UTC(birthYear, month - 1, day) <= now && new Date(Date.UTC(birthYear, month - 1, day)).getUTCDate() === day))
  if (!isDate) problems.push({ keys: ['birthday'], found: shown(text), wanted: 'a day of the past from 1900 on, such as "1990-07-14", or "07-14" without the year', code: 'out_of_range' })
  return { birthday, birthYear }
}
