import { List, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { because, useStoreId, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Hands out all that is known of a person, as they may ask for by law. */
export function ExportData({ member, onClose }: { member: string; onClose: () => void }) {
  const { say } = useWords()
  const read = useWrite((client, reason: string) => answerOf(client.GET('/api/v1/members/{member}/personal-data', { params: { path: { member } }, headers: because(reason) })), {
    touches: [],
    onDone: (data) => {
      saveFile(new Blob([JSON.stringify(data, undefined, 2)], { type: 'application/json' }), `${data.memberId}.json`)
      onClose()
    },
  })
  return <AskReason title={say('personal.export')} text={say('personal.export_text')} action={say('personal.export_go')} onClose={onClose} onAction={read.mutate} isBusy={read.isPending} error={read.error} />
}

/** Erases who somebody is, for good: says what goes and what stays, and asks for the id, so that nobody is erased by a slip. */
export function EraseData({ member, onClose }: { member: string; onClose: () => void }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const erase = useWrite((client, reason: string) => answerOf(client.DELETE('/api/v1/members/{member}/personal-data', { params: { path: { member } }, headers: because(reason) })), {
    touches: [],
    onDone: ({ memberId, kept }) => {
      const stays = kept.length === 0 ? '' : ` ${say('personal.kept', { parts: kept.map((part) => say(`personal.part.${part}`)).join(', ') })}`
      notifications.show({ color: 'kelp', autoClose: false, message: `${say('personal.erased', { member: memberId })}${stays}`, closeButtonProps: { 'aria-label': say('ask.close') } })
      void navigate({ to: '/$store/members', params: { store } })
    },
  })
  return (
    <AskReason isGrave title={say('personal.erase_title', { member })} text={say('personal.erase_text')} action={say('personal.erase_go')} onClose={onClose} onAction={erase.mutate} isBusy={erase.isPending} error={erase.error} isReady={typed.trim() === member}>
      <List size="sm">{['goes', 'stays', 'again'].map((part) => <List.Item key={part}>{say(`personal.${part}`)}</List.Item>)}</List>
      <TextInput label={say('personal.type_id', { member })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
    </AskReason>
  )
}
