import { Button, Group, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useTold } from '#console/page/told.ts'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

const FIELDS = ['name', 'email', 'phone', 'phoneCountry', 'campaign'] as const
type Card = Readonly<Record<(typeof FIELDS)[number], string>>
const BLANK: Card = { name: '', email: '', phone: '', phoneCountry: '', campaign: '' }

/** The way to note somebody whom one met, from a name card or on the phone; nothing for who may not. */
export function NewLead() {
  const { say } = useWords()
  const [isOpen, setOpen] = useState(false)
  if (!useMay()('members:write')) return null
  return <><Button variant="default" onClick={() => setOpen(true)}>{say('lead.open')}</Button>{isOpen ? <AskLead onClose={() => setOpen(false)} /> : null}</>
}

/** Asks for what is on the card; whoever is known by it already is opened as they are. */
function AskLead({ onClose }: { onClose: () => void }) {
  const { say } = useWords()
  const tell = useTold()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [card, setCard] = useState(BLANK)
  const { name, email, phone, phoneCountry, campaign } = trimmed(card)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/leads', { body: {
    ...(name === '' ? {} : { name }), ...(email === '' ? {} : { email }), ...(phone === '' ? {} : { phone, ...(phoneCountry === '' ? {} : { phoneCountry: phoneCountry.toUpperCase() }) }), ...(campaign === '' ? {} : { source: { campaign } }),
  } })), {
    touches: ['members'],
    onDone: ({ memberId, isNew }) => {
      tell(say(isNew ? 'lead.done' : 'lead.known'))
      void navigate({ to: '/$store/members/$member', params: { store, member: memberId } })
    },
  })
  const field = (of: keyof Card) => ({ label: say(`lead.${of}`), value: card[of], onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setCard({ ...card, [of]: value }) })
  return (
    <Ask isOpen title={say('lead.open')} text={say('lead.text')} onClose={onClose} action={say('lead.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={email !== '' || phone !== ''}>
      <TextInput {...field('name')} maxLength={200} data-autofocus />
      <TextInput {...field('email')} type="email" maxLength={200} />
      <Group align="flex-start" wrap="nowrap"><TextInput {...field('phone')} type="tel" flex={1} maxLength={50} /><TextInput {...field('phoneCountry')} description={say('lead.country_hint')} w={150} maxLength={2} /></Group>
      <TextInput {...field('campaign')} description={say('lead.campaign_hint')} maxLength={100} />
    </Ask>
  )
}

function trimmed(card: Card): Card {
  return Object.fromEntries(FIELDS.map((field) => [field, card[field].trim()])) as Card
}
