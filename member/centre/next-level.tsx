import { useDesk, type Desk } from './desk.ts'
import { Icon } from './icons.tsx'
import { amountOf, keepMissing, levelOf, nearest, shareOf, tellable } from './needs.ts'
import { Card } from './parts.tsx'
import type { Leaf, Program, Progress, TrackAhead } from './shapes.ts'
import { Why } from './why.tsx'

/** The way to the next level of each track, and a warning where the one that is held is about to be lost; `at`: the store's time. */
export function NextLevels({ program, progress, at }: { program: Program; progress: Progress; at: string }) {
  return <>{progress.tracks.map((track) => <NextLevel key={track.track} track={track} program={program} at={at} isAlone={progress.tracks.length === 1} />)}</>
}

function NextLevel({ track, program, at, isAlone }: { track: TrackAhead; program: Program; at: string; isAlone: boolean }) {
  const desk = useDesk()
  const { say, linkTo } = desk
  const next = levelOf(program, track.track, track.next).level
  const current = levelOf(program, track.track, track.level).level
  const kept = nearest(track.keep)
  const name = isAlone ? '' : `${program.tracks.find(({ id }) => id === track.track)?.name ?? ''} · `
  return (
    <>
      {isSoonLost(track, at) && <AtRisk track={track} program={program} />}
      <Card title={`${name}${next === null ? say('level.highest') : say('level.next', { level: next.name })}`} action={<a href={linkTo('levels')}>{say('level.all')}</a>}>
        {next === null
          ? <><p class="muted">{say('level.highest_text', { level: current?.name ?? '' })}</p><Needs needs={kept === undefined ? [] : [kept]} program={program} /></>
          : <><Needs needs={track.needs} program={program} /><p class="muted">{say('level.entry', { entry: next.entry })} <Why about={say('why.level')} event={null} notes={whyLevel(desk, { track, program })} /></p></>}
      </Card>
    </>
  )
}

/** Each condition with what is there of it, what is missing, until when, and what will stop to count before. */
function Needs({ needs, program: { currency } }: { needs: readonly Leaf[]; program: Program }) {
  const desk = useDesk()
  const first = nearest(needs)
  return (
    <ul class="needs">
      {tellable(needs).map((leaf, place) => (
        <li key={place} class={leaf === first ? 'nearest' : ''}>
          <div class="need-words"><strong>{missingText(desk, leaf, currency)}</strong><span class="muted">{haveText(desk, leaf, currency)}</span></div>
          <progress max={100} value={Math.round(shareOf(leaf) * 100)} aria-label={missingText(desk, leaf, currency)} />
          <NeedNotes leaf={leaf} currency={currency} />
        </li>
      ))}
    </ul>
  )
}

function NeedNotes({ leaf: { what, deadline, fallsOut }, currency }: { leaf: Leaf; currency: string }) {
  const desk = useDesk()
  const { say, format } = desk
  const [first] = fallsOut
  if (deadline === null && first === undefined) return null
  return (
    <small class="muted">
      {deadline !== null && say('need.by', { date: format.day(deadline) })}{' '}
      {first !== undefined && say('need.falls_out', { amount: amountOf(desk, what, { amount: first.amount, currency }), date: format.day(first.day) })}
    </small>
  )
}

function missingText(desk: Desk, { what, missing }: Leaf, currency: string): string {
  const amount = amountOf(desk, what, { amount: missing, currency })
  if (missing === 0) return desk.say('need.met')
  return desk.say('need.missing', { amount, what: ['spend', 'company_volume', 'orders', 'points'].includes(what) ? what : 'other' })
}

function haveText(desk: Desk, { what, have, need }: Leaf, currency: string): string {
  return desk.say('need.have', { have: amountOf(desk, what, { amount: have, currency }), need: amountOf(desk, what, { amount: need, currency }) })
}

/** A level that ends much later is nothing to worry about now; it stands in the table of levels. */
const SOON_MS = 90 * 86_400_000

function isSoonLost({ isAtRisk, projected }: TrackAhead, at: string): boolean {
  return isAtRisk && projected !== null && Date.parse(projected.at) - Date.parse(at) < SOON_MS
}

/** The level will be lost by time alone: when, what it becomes, and what would keep it. */
function AtRisk({ track, program }: { track: TrackAhead; program: Program }) {
  const desk = useDesk()
  const { say, format } = desk
  const [current, falls] = [levelOf(program, track.track, track.level).level, levelOf(program, track.track, track.projected?.level ?? null).level]
  const keep = keepMissing(track)
  return (
    <div class="notice" role="note">
      <Icon name="warn" />
      <div>
        <strong>{say('risk.title', { level: current?.name ?? '' })}</strong>
        <p>{say('risk.text', { date: track.projected === null ? '' : format.date(track.projected.at), level: falls?.name ?? 'none' })} {keep !== null && say('risk.keep', { amount: amountOf(desk, keep.what, { amount: keep.missing, currency: program.currency }) })}</p>
      </div>
    </div>
  )
}

/** Why a level is what it is: what was counted, and what the level asks for. */
function whyLevel(desk: Desk, { track, program }: { track: TrackAhead; program: Program }): string[] {
  const level = levelOf(program, track.track, track.level).level
  const needs = tellable(track.needs).map((leaf) => `${missingText(desk, leaf, program.currency)} (${haveText(desk, leaf, program.currency)})`)
  const notes = program.tracks.find(({ id }) => id === track.track)?.notes ?? []
  return [...(level === null ? [] : [desk.say('why.has_level', { level: level.name, entry: level.entry })]), ...needs, ...notes]
}
