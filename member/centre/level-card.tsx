import { unitOf } from '#member/kit/unit'
import { BalanceWhy } from './balance-why.tsx'
import { useDesk } from './desk.ts'
import { levelOf } from './needs.ts'
import { levelColours } from './palette.ts'
import { Badge, Ring } from './ring.tsx'
import type { Member, Program, Progress } from './shapes.ts'

/** `member` is null while it is on its way: the card has its place already. */
type LevelCardProps = { member: Member | null; program: Program | null; progress: Progress | null; name: string | null }

/** The card of a member: who they are, their level in its own colours, how far the next one is, and what they have. */
export function LevelCard({ member, program, progress, name }: LevelCardProps) {
  const { say, format, linkTo } = useDesk()
  const [track] = progress?.tracks ?? []
  const { level, place } = program === null || track === undefined ? { level: null, place: -1 } : levelOf(program, track.track, track.level)
  const next = program === null || track === undefined ? null : levelOf(program, track.track, track.next).level
  const percent = track?.nearest.percent ?? 100
  const colours = levelColours(place, level?.colour)
  const available = member?.units[member.mainUnit]?.available ?? 0
  const unit = unitOf(program, member?.mainUnit ?? null)
  return (
    <section class="level-card" ref={(card) => paint(card, colours)}>
      <div class="level-words">
        <h1 id="title" tabIndex={-1}>{name === null ? say('home.hello') : say('home.hello_name', { name })}</h1>
        <a class="level-name" href={linkTo('levels')}>{program === null ? <span class="ghost" /> : <><Badge place={place} /><bdi>{level?.name ?? say('level.none')}</bdi></>}</a>
        {unit === null ? <p class="balance" role="status"><span class="sr">{say('wait.member')}</span><span class="ghost" /></p> : <p class="balance"><strong>{format.bare(available, unit)}</strong> <span>{unit?.kind === 'store_credit' ? unit.name : say('home.points', { n: available })}</span> {member !== null && <BalanceWhy unit={member.mainUnit} />}</p>}
      </div>
      {progress === null || program === null ? <div class="ring ghost" /> : (
        <Ring percent={percent} label={next === null ? say('level.highest') : say('level.ring', { percent, level: next.name })} inside={next === null ? '✓' : `${format.number(percent)}%`} below={next?.name ?? say('level.top')} />
      )}
    </section>
  )
}

/** Set by script, so that a policy without inline styles is enough. */
function paint(card: HTMLElement | null, colours: ReturnType<typeof levelColours>): void {
  for (const [name, value] of Object.entries(colours)) card?.style.setProperty(`--${name}`, value)
}
