import { useDesk } from './desk.ts'
import { Problem } from './parts.tsx'
import { ProvedDoing } from './step-up.tsx'

/** Takes a way to sign in away, after the member has shown who they are. */
export function Remove({ path, label }: { path: string; label: string }) {
  const { say, ask, answers, notify } = useDesk()
  const remove = async (): Promise<void> => {
    await ask(path, { method: 'DELETE' })
    answers.renew()
    notify(say('way.removed'))
  }
  return (
    <ProvedDoing act={remove}>
      {({ isBusy, problem, run }) => <span><button type="button" class="link" aria-label={label} disabled={isBusy} onClick={() => void run()}>{say('way.remove')}</button><Problem problem={problem} /></span>}
    </ProvedDoing>
  )
}
