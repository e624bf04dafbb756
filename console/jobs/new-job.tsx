import { Alert, Checkbox, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import type { UseQueryResult } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type CreateJob, type JobPreview } from '#sdk/index'
import { AboveLimit, useAboveLimit } from '#console/approvals/above-limit.tsx'
import { CouponPreview } from '#console/coupons/coupon-preview.tsx'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useDocument } from '#console/program/use-document.ts'
import type { Column } from '#console/roster/roster-search.ts'
import { useRead, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { DeedFields } from './deed-fields.tsx'
import { DEEDS, type Deed, type Target, type Told } from './deeds.ts'

const PATIENCE_MS = 300

/** Asks what shall be done to many and why, shows what it comes to, and begins it. */
export function NewJob({ deed, target, columns, onClose }: { deed: Deed; target: Target; /** Those of the list, which an export has too. */ columns: readonly Column[]; onClose: () => void }) {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [told, setTold] = useState<Told>({})
  const [reason, setReason] = useState('')
  const [isRevealed, setRevealed] = useState(false)
  const { needs, isReasoned } = DEEDS[deed]
  const needsReason = isReasoned || isRevealed
  const isWhole = needs.every((name) => told[name] !== undefined && told[name] !== '' && told[name] !== 0 && !(Array.isArray(told[name]) && told[name].length === 0))
  const body: CreateJob = { kind: deed, ...target, arguments: deed === 'export' ? { columns: [...columns] } : told, isRevealed, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
  const preview = useJobPreview({ ...body, ...(needsReason ? { reason: '-' } : {}) }, isWhole)
  const isAbove = useAboveLimit(deed === 'adjust' ? (preview.data?.points ?? null) : null)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/jobs', { body })), {
    touches: ['jobs', 'approvals'],
    onDone: (done) => {
      const isAsked = 'approval' in done
      notifications.show({ color: isAsked ? 'sand' : 'kelp', message: say(isAsked ? 'approvals.asked' : 'bulk.begun'), closeButtonProps: { 'aria-label': say('ask.close') } })
      void navigate({ to: isAsked ? '/$store/approvals' : '/$store/jobs', params: { store } })
    },
  })
  return (
    <Ask isOpen title={say(`bulk.deed.${deed}`)} text={say('filter' in target ? 'bulk.for_all' : 'bulk.for_some', { count: 'filter' in target ? 0 : target.members.length })} onClose={onClose} action={say(isAbove ? 'approvals.submit' : 'bulk.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isWhole && (!needsReason || reason.trim() !== '')}>
      <DeedFields deed={deed} told={told} onTell={setTold} />
      {deed === 'export' && may('members:reveal') ? <Checkbox label={say('bulk.reveal')} description={say('bulk.reveal_hint')} checked={isRevealed} onChange={(event) => setRevealed(event.currentTarget.checked)} /> : null}
      {needsReason ? <TextInput label={say('adjust.reason')} description={say(deed === 'export' ? 'bulk.reason_hint' : 'adjust.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} /> : null}
      {isWhole ? <Preview body={body} preview={preview} /> : null}
      {isAbove ? <AboveLimit /> : null}
    </Ask>
  )
}

/** What it would come to, worked out by the server once it is told. */
function useJobPreview(body: CreateJob, isWanted: boolean): UseQueryResult<JobPreview> {
  const [settled] = useDebouncedValue(JSON.stringify(body), PATIENCE_MS)
  return useRead(['jobs', 'preview', settled], (client) => answerOf(client.POST('/api/v1/jobs/previews', { body: JSON.parse(settled) as CreateJob })), { isWanted })
}

function Preview({ body, preview }: { body: CreateJob; preview: UseQueryResult<JobPreview> }) {
  const { say } = useWords()
  const units = useUnits()
  const { zone = 'UTC' } = useDocument() ?? {}
  const { discount, until } = body.arguments ?? {}
  if (preview.error !== null) return <Trouble error={preview.error} />
  if (preview.data === undefined) return null
  const { members, balance, points } = preview.data
  return (
    <>
      <Alert color="tide" title={say('bulk.preview', { count: members })} role="status">
        {body.kind === 'adjust' ? <><Text size="sm">{say(points < 0 ? 'bulk.takes' : 'bulk.gives', { told: units.told(units.main, Math.abs(points)) })}</Text><Text size="sm">{say('bulk.have', { told: units.told(units.main, balance) })}</Text></> : null}
        {'filter' in body ? <Text size="sm">{say(body.kind === 'adjust' ? 'bulk.no_more' : 'bulk.turns')}</Text> : null}
      </Alert>
      {body.kind === 'coupon' && discount !== undefined ? <CouponPreview asked={{ discount, ...(until === undefined ? {} : { until }) }} zone={zone} count={members} /> : null}
    </>
  )
}
