import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Action, Card, Problem } from './parts.tsx'
import { Sheet } from './sheet.tsx'
import { ProvedDoing } from './step-up.tsx'

/** Everything that is known of the member, as a file; and the way to have it erased. */
export function OwnData() {
  const { say, ask } = useDesk()
  const [isErasing, setIsErasing] = useState(false)
  const take = async (): Promise<void> => save(JSON.stringify(await ask<unknown>('/members/me/personal-data'), null, 2), say('data.file'))
  return (
    <Card title={say('data.title')}>
      <p class="muted">{say('data.text')}</p>
      <ProvedDoing act={take}>
        {({ isBusy, problem, run }) => <><Problem problem={problem} /><Action kind="quiet" isBusy={isBusy} busy={say('wait.doing')} onClick={() => void run()}>{say('data.take')}</Action></>}
      </ProvedDoing>
      <p><button type="button" class="link bad" onClick={() => setIsErasing(true)}>{say('data.erase')}</button></p>
      {isErasing && <EraseSheet onClose={() => setIsErasing(false)} />}
    </Card>
  )
}

/** Says what goes and what stays before anything is erased; it cannot be undone, so the wish is typed. */
function EraseSheet({ onClose }: { onClose: () => void }) {
  const { say, ask, onSigned, go, notify } = useDesk()
  const [isSure, setIsSure] = useState(false)
  const erase = async (): Promise<void> => {
    await ask('/members/me/personal-data', { method: 'DELETE' })
    onSigned(null)
    go('home')
    notify(say('data.erased'))
  }
  return (
    <Sheet title={say('data.erase')} onClose={onClose}>
      <p>{say('data.goes')}</p>
      <p>{say('data.stays')}</p>
      <label class="tick"><input type="checkbox" checked={isSure} onChange={(event) => setIsSure(event.currentTarget.checked)} /><span>{say('data.sure')}</span></label>
      <ProvedDoing act={erase}>
        {({ isBusy, problem, run }) => (
          <><Problem problem={problem} />
            <div class="actions"><Action kind="danger" isBusy={isBusy} disabled={!isSure} busy={say('wait.doing')} onClick={() => void run()}>{say('data.erase_now')}</Action><button type="button" class="button quiet" onClick={onClose}>{say('cancel')}</button></div></>
        )}
      </ProvedDoing>
    </Sheet>
  )
}

/** A file of the reader's own, made on their device. */
function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
