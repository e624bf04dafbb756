import { useDesk } from './desk.ts'
import { Card, Empty, Sentence, Title } from './parts.tsx'
import { ProgramShown } from './program-shown.tsx'
import type { Program } from './shapes.ts'

/** What earns points, a sentence for each rule, with what else must be known of it. */
export function EarnPage() {
  const { say, shop } = useDesk()
  return (
    <div class="page">
      <Title lead={say('earn.lead')}>{say('title.earn')}</Title>
      <ProgramShown>
        {({ earn, offers }) => (
          <>
            {earn.length === 0 ? <Empty icon="earn" title={say('earn.none')} text={say('earn.none_text')} /> : <Lines lines={earn} />}
            {offers.length > 0 && <><h2>{say('earn.offers')}</h2><Lines lines={offers} /></>}
          </>
        )}
      </ProgramShown>
      {shop.links.shop !== null && <p class="center"><a class="button" href={shop.links.shop}>{say('nav.shop')}</a></p>}
    </div>
  )
}

export function Lines({ lines }: { lines: Program['earn'] }) {
  return <ul class="cards">{lines.map(({ id, name, text, notes }) => <li key={id}><Card title={name}><p><Sentence>{text}</Sentence></p>{notes.length > 0 && <ul class="notes-list">{notes.map((note) => <li key={note}><Sentence>{note}</Sentence></li>)}</ul>}</Card></li>)}</ul>
}
