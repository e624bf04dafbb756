import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Profile } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useFieldErrors } from '#console/page/field-errors.ts'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Makes a member that is a company. */
export function MakeCompany({ onClose, onMade }: { onClose: () => void; onMade: (company: Profile) => void }) {
  const { say } = useWords()
  const [name, setName] = useState('')
  const [id, setId] = useState('')
  const [email, setEmail] = useState('')
  const make = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members', { body: { kind: 'company', name: name.trim(), ...(id.trim() === '' ? {} : { externalIds: [id.trim()] }), ...(email.trim() === '' ? {} : { email: email.trim() }) } })), { touches: ['members'], onDone: onMade })
  const wrong = useFieldErrors(make.error)
  return (
    <Ask isOpen title={say('companies.make')} text={say('companies.make_text')} onClose={onClose} action={say('companies.make')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} isReady={name.trim() !== ''}>
      <TextInput label={say('companies.column.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={wrong('name')} maxLength={200} data-autofocus />
      <TextInput label={say('companies.column.id')} description={say('companies.id_hint')} value={id} onChange={(event) => setId(event.currentTarget.value)} error={wrong('externalIds')} maxLength={200} />
      <TextInput type="email" label={say('companies.column.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={wrong('email')} />
    </Ask>
  )
}
