import { Button, Group, NumberInput, Select, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { CURRENCIES } from '#engine/currencies'
import { answerOf, type ChangeTerms, type CompanyTerms } from '#sdk/index'
import { amountIn, amountText } from '#console/catalogue/amount.ts'
import { Ask } from '#console/page/ask.tsx'
import { useFieldErrors } from '#console/page/field-errors.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

const MOST_DAYS = 3_650
const LONGEST = 2_000

/** On which terms a company buys, as colleagues noted it. */
export function TermsCard({ company }: { company: string }) {
  const { say, money, time } = useWords()
  const isWriter = useMay()('members:write')
  const [isAsking, setAsking] = useState(false)
  const read = useRead(['members', company, 'terms'], (client) => answerOf(client.GET('/api/v1/companies/{member}/terms', { params: { path: { member: company } } })))
  if (read.error !== null) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined) return <Waiting what={say('waiting.terms')} />
  const { netDays, limitMinor, currency, text, changedAt } = read.data
  return (
    <section aria-label={say('terms.title')}>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('terms.title')}</Title>{isWriter ? <Button size="xs" variant="default" onClick={() => setAsking(true)}>{say('terms.edit')}</Button> : null}</Group>
      {changedAt === null ? <Text size="sm" c="dimmed">{say('terms.none')}</Text> : (
        <>
          <Text size="sm">{[netDays === null ? say('terms.no_days') : say('terms.days', { count: netDays }), limitMinor === null || currency === null ? say('terms.no_limit') : say('terms.limit', { amount: money(limitMinor, currency) })].join(' · ')}</Text>
          {text === null ? null : <Text size="sm" className="note-text">{text}</Text>}
          <Text size="xs" c="dimmed">{say('terms.changed', { time: time(changedAt) })}</Text>
        </>
      )}
      {isAsking ? <EditTerms terms={read.data} onClose={() => setAsking(false)} /> : null}
    </section>
  )
}

function EditTerms({ terms, onClose }: { terms: CompanyTerms; onClose: () => void }) {
  const { say } = useWords()
  const told = useToldWithUndo()
  const base = useDocument()?.currency ?? 'USD'
  const [days, setDays] = useState<number | string>(terms.netDays ?? '')
  const [currency, setCurrency] = useState(terms.currency ?? base)
  const [limit, setLimit] = useState(() => amountText(terms.limitMinor, terms.currency ?? base))
  const [text, setText] = useState(terms.text ?? '')
  const limitMinor = amountIn(limit, currency)
  const change = useWrite((client, body: ChangeTerms) => answerOf(client.PATCH('/api/v1/companies/{member}/terms', { params: { path: { member: terms.company } }, body })), { touches: ['members'] })
  const wrong = useFieldErrors(change.error)
  const save = (): void => change.mutate({ netDays: typeof days === 'number' ? days : null, limitMinor: limitMinor ?? null, currency: limitMinor === null ? null : currency, text: text.trim() === '' ? null : text.trim() }, {
    onSuccess: () => {
      const { netDays, limitMinor: was, currency: of, text: said } = terms
      told(say('terms.done'), () => change.mutateAsync({ netDays, limitMinor: was, currency: of, text: said }))
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('terms.title')} text={say('terms.about')} onClose={onClose} action={say('access.save')} onAction={save} isBusy={change.isPending} error={change.error} isReady={limitMinor !== undefined}>
      <NumberInput label={say('terms.days_label')} description={say('terms.days_hint')} min={0} max={MOST_DAYS} allowDecimal={false} value={days} onChange={setDays} error={wrong('netDays')} data-autofocus />
      <Group align="flex-start" grow>
        <TextInput label={say('terms.limit_label')} description={say('terms.limit_hint')} inputMode="decimal" value={limit} onChange={(event) => setLimit(event.currentTarget.value)} error={limitMinor === undefined ? say('terms.no_amount', { currency }) : wrong('limitMinor')} />
        <Select label={say('terms.currency')} description={say('terms.currency_hint')} searchable allowDeselect={false} limit={200} value={currency} onChange={(value) => setCurrency(value ?? base)} data={CURRENCIES} error={wrong('currency')} />
      </Group>
      <Textarea label={say('terms.text')} description={say('terms.text_hint')} maxLength={LONGEST} autosize minRows={2} value={text} onChange={(event) => setText(event.currentTarget.value)} error={wrong('text')} />
    </Ask>
  )
}
