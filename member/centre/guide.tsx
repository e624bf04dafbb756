import { useDesk } from './desk.ts'
import { Lines } from './earn.tsx'
import { TrackLevels } from './levels.tsx'
import { Card, Sentence, Title } from './parts.tsx'
import { ProgramShown } from './program-shown.tsx'
import type { Line } from '#member/kit/shapes'
import type { Member, Program } from './shapes.ts'
import { useAnswer } from './use-answer.ts'

/** How it works: rules, levels, questions and terms, in sentences that the program itself says. */
export function GuidePage() {
  const { say, isSignedIn, shop, linkTo } = useDesk()
  return (
    <div class="page">
      <Title lead={say('guide.lead')}>{say('title.guide')}</Title>
      <ProgramShown lines={12}>{(program) => <Guide program={program} />}</ProgramShown>
      {!isSignedIn && shop.isOpen && <p class="center"><a class="button" href={linkTo('join')}>{say('guest.join')}</a></p>}
    </div>
  )
}

function Guide({ program: { earn, tracks, rewards, services, offers, questions, terms } }: { program: Program }) {
  const { say, isSignedIn } = useDesk()
  const { value: member } = useAnswer<Member>(isSignedIn ? '/members/me' : null)
  return (
    <>
      <Part title={say('title.earn')} lines={earn} />
      {tracks.length > 0 && <><h2>{say('title.levels')}</h2>{tracks.map((track) => <TrackLevels key={track.id} track={track} own={member?.tracks[track.id] ?? null} zone={member?.zone ?? 'UTC'} />)}</>}
      <Part title={say('title.rewards')} lines={rewards} />
      <Part title={say('levels.services')} lines={services} />
      <Part title={say('earn.offers')} lines={offers} />
      {questions.length > 0 && (
        <><h2>{say('guide.questions')}</h2><Card>{questions.map(({ question, answer }) => <details key={question} class="question"><summary><Sentence>{question}</Sentence></summary><p><Sentence>{answer}</Sentence></p></details>)}</Card></>
      )}
      {terms.length > 0 && <><h2>{say('guide.terms')}</h2><Card><ul class="notes-list">{terms.map((term) => <li key={term}><Sentence>{term}</Sentence></li>)}</ul></Card></>}
    </>
  )
}

function Part({ title, lines }: { title: string; lines: readonly Line[] }) {
  return lines.length === 0 ? null : <><h2>{title}</h2><Lines lines={lines} /></>
}
