import { Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { levelName, trackName, useDocument } from '#console/program/use-document.ts'
import { useWords } from '#console/words/use-words.ts'

type Asked = { isOpen: boolean; onClose: () => void; member: string; externalId: string; tracks: readonly string[]; at: string }

/** Gives a level by hand, with an end and a reason: an event like any other, on record for ever. */
export function SetLevel({ isOpen, ...asked }: Asked) {
  return isOpen ? <Open {...asked} /> : null
}

function Open({ onClose, externalId, tracks, at }: Omit<Asked, 'isOpen'>) {
  const { say, language } = useWords()
  const document = useDocument()
  const author = useMe().data?.staff.name ?? ''
  const [id] = useState(() => crypto.randomUUID())
  const [track, setTrack] = useState(tracks[0] ?? '')
  const [level, setLevel] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const levels = document?.tracks.find((each) => each.id === track)?.levels ?? []
  const isReady = level !== null && until !== '' && reason.trim() !== ''
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/events', { body: { type: 'tier.set', source: 'console', id, occurredAt: at, member: externalId, track, level: level ?? '', until: new Date(`${until}T23:59:59`).toISOString(), reason: reason.trim(), author } })), {
    touches: ['members'],
    onDone: () => {
      notifications.show({ color: 'kelp', message: say('level.done', { level: levelName(document, track, { level, language }) ?? '' }), closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('level.title')} text={say('level.text')} onClose={onClose} action={say('level.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isReady}>
      {tracks.length > 1 ? <Select label={say('level.track')} value={track} onChange={(value) => { setTrack(value ?? ''); setLevel(null) }} data={tracks.map((value) => ({ value, label: trackName(document, value, language) }))} /> : null}
      <Select label={say('level.level')} value={level} onChange={setLevel} data={levels.map(({ id: value }) => ({ value, label: levelName(document, track, { level: value, language }) ?? value }))} data-autofocus />
      <TextInput type="date" label={say('level.last_day')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      <TextInput label={say('adjust.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
    </Ask>
  )
}
