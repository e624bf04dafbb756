import { Select, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { levelName, trackName, useDocument } from '#console/program/use-document.ts'
import { endOf, LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'
import { Gains, Moves, Preview } from './preview.tsx'

type Asked = { isOpen: boolean; onClose: () => void; member: string; tracks: readonly string[]; zone: string }

/** Gives a level by hand, with an end and a reason: an event like any other, on record for ever. */
export function SetLevel({ isOpen, ...asked }: Asked) {
  return isOpen ? <Open {...asked} /> : null
}

function Open({ onClose, member, tracks, zone }: Omit<Asked, 'isOpen'>) {
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
  const told = { track, level: level ?? '', until: until === '' ? '' : endOf(until, zone), author }
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/levels', { params: { path: { member }, header: { 'Idempotency-Key': id } }, body: { ...told, reason: reason.trim() } })), {
    touches: ['members', 'feed'],
    onDone: () => {
      notifications.show({ color: 'kelp', message: say('level.done', { level: levelName(document, track, { level, language }) ?? '' }), closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('level.title')} text={say('level.text')} onClose={onClose} action={say('level.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isReady}>
      {tracks.length > 1 ? <Select label={say('level.track')} value={track} onChange={(value) => { setTrack(value ?? ''); setLevel(null) }} data={tracks.map((value) => ({ value, label: trackName(document, value, language) }))} /> : null}
      <Select label={say('level.level')} value={level} onChange={setLevel} data={levels.map(({ id: value }) => ({ value, label: levelName(document, track, { level: value, language }) ?? value }))} data-autofocus />
      <TextInput type="date" max={LAST_DAY} label={say('level.last_day')} description={say('level.whole_day', { zone })} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      <TextInput label={say('adjust.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
      {level === null || until === '' ? null : <Preview member={member} title={say('level.preview')} event={{ type: 'tier.set', ...told, author: author || '-', reason: '-' }} told={({ moves, before, after }) => <>{moves.length === 0 ? <Text size="sm">{say('level.same')}</Text> : <Moves moves={moves} />}<Gains before={before} after={after} /></>} />}
    </Ask>
  )
}
