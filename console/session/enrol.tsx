import { Alert, Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Me } from '#sdk/index'
import { Passkeys } from '#console/settings/passkeys.tsx'
import { Totp } from '#console/settings/totp.tsx'
import { useWords } from '#console/words/use-words.ts'
import { Gate } from './gate.tsx'
import { Leave } from './leave.tsx'

/**
 * Shows what stands within to whoever has the second factor that a role of theirs asks for: the server refuses everything else until they do. Whoever has none
 * enrols one here and goes on to where they were going; the recovery codes that come with it stay until they are put away.
 */
export function Enrolled({ me: { staff }, children }: { me: Me; children: ReactNode }) {
  const isMissing = staff.needsSecondFactor && !staff.hasSecondFactor
  const [isEnrolling, setEnrolling] = useState(isMissing)
  const [goesOn, setGoesOn] = useState(false)
  if (isMissing && !isEnrolling) setEnrolling(true)
  // What was enrolled is known a moment after it was: whoever goes on does so then.
  if (!isMissing && isEnrolling && goesOn) {
    setEnrolling(false)
    setGoesOn(false)
  }
  return isEnrolling ? <Enrol isDone={!isMissing} hasTotp={staff.hasTotp} onDone={() => setGoesOn(true)} /> : children
}

function Enrol({ isDone, hasTotp, onDone }: { isDone: boolean; hasTotp: boolean; onDone: () => void }) {
  const { say } = useWords()
  return (
    <Gate title={say('enrol.title')} text={say(isDone ? 'enrol.done' : 'enrol.text')}>
      {isDone && !hasTotp ? null : <Totp />}
      {isDone && hasTotp ? null : <Passkeys />}
      {isDone ? <Button onClick={onDone}>{say('enrol.go')}</Button> : (
        <>
          <Alert color="tide">{say('enrol.which')}</Alert>
          <Leave />
        </>
      )}
    </Gate>
  )
}
