import { useDesk } from './desk.ts'
import { levelColours } from './palette.ts'
import { Card, Sentence, Title } from './parts.tsx'
import { ProgramShown } from './program-shown.tsx'
import { Badge } from './ring.tsx'
import type { Entitlements, Member, Track } from './shapes.ts'
import { useAnswer } from './use-answer.ts'

/** What the levels ask for and give, the own one marked, and what is used and left of services. */
export function LevelsPage() {
  const { say } = useDesk()
  const { value: member } = useAnswer<Member>('/members/me')
  return (
    <div class="page">
      <Title lead={say('levels.lead')}>{say('title.levels')}</Title>
      <Services />
      <ProgramShown>
        {({ tracks }) => (tracks.length === 0 ? <p class="muted">{say('levels.none')}</p> : <>{tracks.map((track) => <TrackLevels key={track.id} track={track} own={member?.tracks[track.id] ?? null} zone={member?.zone ?? 'UTC'} />)}</>)}
      </ProgramShown>
    </div>
  )
}

/** Services with so many uses in a period: what is used, what is left, and until when. */
function Services() {
  const { say, format } = useDesk()
  const { value } = useAnswer<Entitlements>('/members/me/entitlements')
  const given = (value?.entitlements ?? []).filter(({ issued }) => issued > 0)
  if (given.length === 0) return null
  return (
    <Card title={say('levels.services')}>
      <ul class="needs">
        {given.map((service) => {
          const { entitlement, name, issued, used, left, through } = service
          const isOver = hasEnded(service)
          return (
            <li key={entitlement}>
              <div class="need-words"><strong><bdi>{name}</bdi></strong><span>{isOver ? say('levels.ended') : say('levels.left', { n: left })}</span></div>
              {!isOver && <progress max={issued} value={used} aria-label={say('levels.used', { used, issued })} />}
              <small class="muted">{say('levels.used', { used, issued })} {!isOver && through !== null && say('levels.through', { date: format.day(through) })}</small>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** Whether a service went with the level that gave it: nothing is left, though not all of it was used. */
export function hasEnded({ issued, used, left }: Entitlements['entitlements'][number]): boolean {
  return left === 0 && used < issued
}

/** `zone`: of the member whose level is marked. */
export function TrackLevels({ track: { name, levels, notes }, own, zone }: { track: Track; own: Member['tracks'][string] | null; zone: string }) {
  const { say, format } = useDesk()
  return (
    <Card title={name}>
      <ol class="ladder">
        {levels.map((level, place) => (
          <li key={level.id} class={level.id === own?.level ? 'own' : ''} ref={(step) => { for (const [key, value] of Object.entries(levelColours(place, level.colour))) step?.style.setProperty(`--${key}`, value) }}>
            <span class="ladder-head"><Badge place={place} /><strong><bdi>{level.name}</bdi></strong>{level.id === own?.level && <span class="pill">{say('level.yours')}</span>}</span>
            {level.id === own?.level && own.validUntil !== null && <span class="muted">{say('level.until', { date: format.lastDayOf(own.validUntil, zone) })}</span>}
            {own?.waiting?.level === level.id && <span class="muted">{say('level.from', { date: format.dayOf(own.waiting.from, zone) })}</span>}
            <span><Sentence>{level.entry}</Sentence></span>
            {level.keep !== null && <span class="muted">{say('level.keep', { keep: level.keep })}</span>}
            {level.benefits.length > 0 && <ul class="benefits">{level.benefits.map(({ id, name: benefit, text }) => <li key={id}><bdi>{benefit}</bdi>{text !== null && !isSaid(text, benefit) && <small class="muted"> <Sentence>{text}</Sentence></small>}</li>)}</ul>}
          </li>
        ))}
      </ol>
      {notes.length > 0 && <ul class="notes-list">{notes.map((note) => <li key={note}><Sentence>{note}</Sentence></li>)}</ul>}
    </Card>
  )
}

/** Whether a benefit's own name says already what the sentence would. */
function isSaid(text: string, name: string): boolean {
  const bare = (words: string): string => words.toLowerCase().replace(/[\s.,]/g, '')
  return bare(name).includes(bare(text))
}
