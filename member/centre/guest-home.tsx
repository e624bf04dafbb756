import { useDesk } from './desk.ts'
import { levelColours } from './palette.ts'
import { Card, Sentence } from './parts.tsx'
import { ProgramShown } from './program-shown.tsx'
import { Badge } from './ring.tsx'
import type { Program, Track } from './shapes.ts'

/** How many rules, rewards and questions are told before somebody joins; all of them stand in the guide. */
const MOST_RULES = 4
const MOST_REWARDS = 4

/** Why to join, in the program's own sentences. */
export function GuestHome() {
  const { say, shop, linkTo } = useDesk()
  return (
    <div class="page guest">
      <section class="hero">
        <h1 id="title" tabIndex={-1}>{say('guest.title', { shop: shop.name })}</h1>
        <p>{say('guest.text')}</p>
        <p class="hero-actions">
          {shop.isOpen && <a class="button light" href={linkTo('join')}>{say('guest.join')}</a>}
          <a class="button outline" href={linkTo('sign-in')}>{say('guest.sign_in')}</a>
        </p>
      </section>
      <ProgramShown>{(program) => <Reasons program={program} />}</ProgramShown>
    </div>
  )
}

function Reasons({ program }: { program: Program }) {
  const { say, linkTo } = useDesk()
  const rewards = [...program.rewards, ...program.offers].slice(0, MOST_REWARDS)
  return (
    <>
      {program.earn.length > 0 && (
        <Card title={say('guest.earn')} action={<a href={linkTo('guide')}>{say('guest.how')}</a>}>
          <ul class="plain">{program.earn.slice(0, MOST_RULES).map(({ id, name, text }) => <li key={id}><strong><bdi>{name}</bdi></strong><span class="muted"><Sentence>{text}</Sentence></span></li>)}</ul>
        </Card>
      )}
      {program.tracks.map((track) => <Ladder key={track.id} track={track} />)}
      {rewards.length > 0 && (
        <Card title={say('guest.rewards')}>
          <ul class="plain">{rewards.map(({ id, name, text }) => <li key={id}><strong><bdi>{name}</bdi></strong><span class="muted"><Sentence>{text}</Sentence></span></li>)}</ul>
        </Card>
      )}
    </>
  )
}

/** The levels, each in its own colours. */
function Ladder({ track: { levels, name } }: { track: Track }) {
  return (
    <Card title={name}>
      <ol class="ladder">
        {levels.map(({ id, name: level, colour, entry, benefits }, place) => (
          <li key={id} ref={(step) => { for (const [key, value] of Object.entries(levelColours(place, colour))) step?.style.setProperty(`--${key}`, value) }}>
            <span class="ladder-head"><Badge place={place} /><strong><bdi>{level}</bdi></strong></span>
            <span><Sentence>{entry}</Sentence></span>
            {benefits.length > 0 && <span class="muted">{benefits.map((benefit, n) => <>{n > 0 && ' · '}<bdi>{benefit.name}</bdi></>)}</span>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
