import { useLayoutEffect } from 'preact/hooks'
import { formatMoney } from '#engine/money'
import { surfaceOf } from '#member/kit/colours'
import { HANDING } from '#member/kit/held'
import type { Guide, Need, TrackProgress } from '#member/kit/shapes'
import { unitOf } from '#member/kit/unit'
import type { Desk } from './desk.ts'
import { useAnswer } from './use-desk.ts'

type Way = { guide: Guide; tracks: readonly TrackProgress[] }

/** How far the next level is, of each track: a bar, what is missing, and until when. Nothing for a guest, nor where the store has a list of mails alone. `host`: the element that keeps room for it, as long as it is there or on its way. */
export function ProgressBar({ desk, host = null }: { desk: Desk; host?: HTMLElement | null }) {
  const answer = useAnswer(desk, (one) => readWay(one).then((way) => ({ way }), () => ({ way: null })))
  const way = answer?.way ?? null
  useLayoutEffect(() => {
    const isAwaited = !desk.shop.isMailingList && desk.session.token() === null && desk.session.waiting() === null && document.querySelector(HANDING) !== null
    if (answer !== null) host?.toggleAttribute('data-held', (way?.tracks.length ?? 0) > 0 || isAwaited)
  })
  if (way === null) return null
  return <>{way.tracks.map((track) => <Track key={track.track} desk={desk} way={way} track={track} />)}</>
}

async function readWay(desk: Desk): Promise<Way | null> {
  if (desk.shop.isMailingList || await desk.member() === null) return null
  const [guide, progress] = await Promise.all([desk.guide(), desk.ask<{ tracks: readonly TrackProgress[] }>('/members/me/progress')])
  return { guide, ...progress }
}

function Track({ desk, way, track }: { desk: Desk; way: Way; track: TrackProgress }) {
  const { say, locale } = desk
  const levels = way.guide.tracks.find((one) => one.id === track.track)?.levels ?? []
  const nameOf = (id: string | null): string => levels.find((level) => level.id === id)?.name ?? id ?? ''
  const own = levels.find((level) => level.id === track.level) ?? null
  const needs = track.nearest.needs.flatMap((place) => track.needs[place] ?? []).filter(({ missing }) => missing > 0)
  if (track.next === null || needs.length === 0) return <p style={{ margin: 0 }}><LevelName name={nameOf(track.level)} colour={own?.colour ?? null} /> {say('member.highest')}</p>
  const { percent } = track.nearest
  const missing = new Intl.ListFormat(locale).format(needs.map((need) => missingText(desk, need, way.guide)))
  const [deadline = null] = needs.flatMap((need) => need.deadline ?? []).sort()
  const by = deadline === null ? 'none' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(deadline))
  return (
    <div>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: '8px' }}><LevelName name={nameOf(track.level)} colour={own?.colour ?? null} /><bdi class="muted">{nameOf(track.next)}</bdi></div>
      <div class="bar" role="progressbar" aria-label={say('progress.label', { level: nameOf(track.next) })} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}><i style={{ width: `${percent}%` }} /></div>
      <div class="muted">{say('member.next', { missing, level: nameOf(track.next), by })}</div>
    </div>
  )
}

/** The name of a level, on the colour that the merchant chose for it. */
function LevelName({ name, colour }: { name: string; colour: string | null }) {
  if (colour === null) return <strong><bdi>{name}</bdi></strong>
  const { from, on } = surfaceOf(colour)
  return <strong class="level" style={{ background: from, color: on }}><bdi>{name}</bdi></strong>
}

function missingText({ say, locale, format }: Desk, { what, missing }: Need, guide: Guide): string {
  if (what === 'spend' || what === 'company_volume') return say('need.spend', { amount: formatMoney(missing, guide.currency, locale) })
  if (what.startsWith(POINTS)) return format.unit(missing, unitOf(guide, what.slice(POINTS.length)))
  return say(what === 'orders' ? 'need.orders' : 'need.other', { count: missing })
}

const POINTS = 'points:'
