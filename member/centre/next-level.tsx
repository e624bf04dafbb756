import { useDesk, type Desk } from './desk.ts'
import { Icon } from './icons.tsx'
import { amountOf, levelOf, nearestOf, shareOf, sortOf, tellable } from './needs.ts'
import { Card } from './parts.tsx'
import type { Leaf, Program, Progress, TrackAhead } from './shapes.ts'
import { Why } from './why.tsx'

/** When it is for a member: the store's time, and the zone whose days count. */
type Now = { at: string; zone: string }

/** The way to the next level of each track, and a warning where the one that is held is about to be lost. */
export function NextLevels({ program, progress, now }: { program: Program; progress: Progress; now: Now }) {
  return <>{progress.tracks.map((track) => <NextLevel key={track.track} track={track} program={program} now={now} isAlone={progress.tracks.length === 1} />)}</>
}

function NextLevel({ track, program, now, isAlone }: { track: TrackAhead; program: Program; now: Now; isAlone: boolean }) {
  const desk = useDesk()
  const { say, linkTo } = desk
  const next = levelOf(program, track.track, track.next).level
  const current = levelOf(program, track.track, track.level).level
  const name = isAlone ? '' : `${program.tracks.find(({ id }) => id === track.track)?.name ?? ''} · `
  return (
    <>
      {isSoonLost(track, now.at) && <AtRisk track={track} program={program} zone={now.zone} />}
      <Card title={`${name}${next === null ? say('level.highest') : say('level.next', { level: next.name })}`} action={<a href={linkTo('levels')}>{say('level.all')}</a>}>
        {next === null
          ? <><p class="muted">{say('level.highest_text', { level: current?.name ?? '' })}</p><Needs needs={nearestOf(track.keep, track.keepNearest)} program={program} /></>
          : <><Needs needs={tellable(track.needs)} nearest={nearestOf(track.needs, track.nearest)} program={program} /><p class="muted">{say('level.entry', { entry: next.entry })} <Why about={say('why.level')} event={null} notes={whyLevel(desk, { track, program })} /></p></>}
      </Card>
    </>
  )
}

/** Each condition with what is there of it, what is missing, until when, and what will stop to count before. */
function Needs({ needs, nearest = needs, program }: { needs: readonly Leaf[]; nearest?: readonly Leaf[]; program: Program }) {
  const desk = useDesk()
  return (
    <ul class="needs">
      {needs.map((leaf, place) => (
        <li key={place} class={nearest.includes(leaf) ? 'nearest' : ''}>
          <div class="need-words"><strong>{missingText(desk, leaf, program)}</strong><span class="muted">{haveText(desk, leaf, program)}</span></div>
          <progress max={100} value={Math.floor(shareOf(leaf) * 100)} aria-label={missingText(desk, leaf, program)} />
          <NeedNotes leaf={leaf} program={program} />
        </li>
      ))}
    </ul>
  )
}

function NeedNotes({ leaf: { what, deadline, fallsOut }, program }: { leaf: Leaf; program: Program }) {
  const desk = useDesk()
  const { say, format } = desk
  const [first] = fallsOut
  if (deadline === null && first === undefined) return null
  return (
    <small class="muted">
      {deadline !== null && say('need.by', { date: format.day(deadline) })}{' '}
      {first !== undefined && say('need.falls_out', { amount: amountOf(desk, what, { amount: first.amount, program }), date: format.day(first.day) })}
    </small>
  )
}

function missingText(desk: Desk, { what, missing }: Leaf, program: Program): string {
  const amount = amountOf(desk, what, { amount: missing, program })
  if (missing === 0) return desk.say('need.met')
  return desk.say('need.missing', { amount, what: sortOf(what) })
}

function haveText(desk: Desk, { what, have, need }: Leaf, program: Program): string {
  return desk.say('need.have', { have: amountOf(desk, what, { amount: have, program }), need: amountOf(desk, what, { amount: need, program }) })
}

/** A level that ends much later is nothing to worry about now; it stands in the table of levels. */
const SOON_MS = 90 * 86_400_000

function isSoonLost({ isAtRisk, projected }: TrackAhead, at: string): boolean {
  return isAtRisk && projected !== null && Date.parse(projected.at) - Date.parse(at) < SOON_MS
}

/** The level will be lost by time alone: when, what it becomes, and what would keep it. */
function AtRisk({ track, program, zone }: { track: TrackAhead; program: Program; zone: string }) {
  const desk = useDesk()
  const { say, format, locale } = desk
  const [current, falls] = [levelOf(program, track.track, track.level).level, levelOf(program, track.track, track.projected?.level ?? null).level]
  const missing = nearestOf(track.keep, track.keepNearest).filter((leaf) => leaf.missing > 0).map((leaf) => amountOf(desk, leaf.what, { amount: leaf.missing, program }))
  return (
    <div class="notice" role="note">
      <Icon name="warn" />
      <div>
        <strong>{say('risk.title', { level: current?.name ?? '' })}</strong>
        <p>{say('risk.text', { date: track.projected === null ? '' : format.dayOf(track.projected.at, zone), level: falls?.name ?? 'none' })} {missing.length > 0 && say('risk.keep', { amount: new Intl.ListFormat(locale).format(missing) })}</p>
      </div>
    </div>
  )
}

/** Why a level is what it is: what was counted, and what the level asks for. */
function whyLevel(desk: Desk, { track, program }: { track: TrackAhead; program: Program }): string[] {
  const level = levelOf(program, track.track, track.level).level
  const needs = tellable(track.needs).map((leaf) => `${missingText(desk, leaf, program)} (${haveText(desk, leaf, program)})`)
  const notes = program.tracks.find(({ id }) => id === track.track)?.notes ?? []
  return [...(level === null ? [] : [desk.say('why.has_level', { level: level.name, entry: level.entry })]), ...needs, ...notes]
}
