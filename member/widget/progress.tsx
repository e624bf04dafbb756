import { formatMoney } from '#engine/money'
import { surfaceOf } from '#member/kit/colours'
import type { Guide, Need, TrackProgress } from '#member/kit/shapes'
import type { Desk } from './desk.ts'
import { useAnswer } from './use-desk.ts'

type Way = { guide: Guide; tracks: readonly TrackProgress[] }

/** How far the next level is, of each track: a bar, what is missing, and until when. Nothing for a guest. */
export function ProgressBar({ desk }: { desk: Desk }) {
  const way = useAnswer(desk, readWay)
  if (way === null) return null
  return <>{way.tracks.map((track) => <Track key={track.track} desk={desk} way={way} track={track} />)}</>
}

async function readWay(desk: Desk): Promise<Way | null> {
  if (await desk.member() === null) return null
  const [guide, progress] = await Promise.all([desk.guide(), desk.ask<{ tracks: readonly TrackProgress[] }>('/members/me/progress')])
  return { guide, ...progress }
}

function Track({ desk, way, track }: { desk: Desk; way: Way; track: TrackProgress }) {
  const { say, locale } = desk
  const levels = way.guide.tracks.find((one) => one.id === track.track)?.levels ?? []
  const nameOf = (id: string | null): string => levels.find((level) => level.id === id)?.name ?? id ?? ''
  const own = levels.find((level) => level.id === track.level) ?? null
  const need = nearest(track.needs)
  if (track.next === null || need === undefined) return <p style={{ margin: 0 }}><LevelName name={nameOf(track.level)} colour={own?.colour ?? null} /> {say('member.highest')}</p>
  const share = need.need === 0 ? 1 : Math.min(1, need.have / need.need)
  const missing = missingText(desk, need, way.guide.currency)
  const by = need.deadline === null ? 'none' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(need.deadline))
  return (
    <div>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: '8px' }}><LevelName name={nameOf(track.level)} colour={own?.colour ?? null} /><span class="muted">{nameOf(track.next)}</span></div>
      <div class="bar" role="progressbar" aria-label={say('progress.label', { level: nameOf(track.next) })} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}><i style={{ width: `${share * 100}%` }} /></div>
      <div class="muted">{say('member.next', { missing, level: nameOf(track.next), by })}</div>
    </div>
  )
}

/** The name of a level, on the colour that the merchant chose for it. */
function LevelName({ name, colour }: { name: string; colour: string | null }) {
  if (colour === null) return <strong>{name}</strong>
  const { from, on } = surfaceOf(colour)
  return <strong class="level" style={{ background: from, color: on }}>{name}</strong>
}

/** Of several ways up, the one that is nearest to its end. */
function nearest(needs: readonly Need[]): Need | undefined {
  return [...needs].filter(({ missing }) => missing > 0).sort((a, b) => b.have / b.need - a.have / a.need)[0]
}

function missingText({ say, locale }: Desk, { what, missing }: Need, currency: string): string {
  if (what === 'spend' || what === 'company_volume') return say('need.spend', { amount: formatMoney(missing, currency, locale) })
  return say(what === 'orders' || what === 'points' ? `need.${what}` : 'need.other', { count: missing })
}
