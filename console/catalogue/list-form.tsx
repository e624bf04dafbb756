import { Checkbox, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type CreateList, type PriceList } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useFieldErrors } from '#console/page/field-errors.ts'
import { NoProgram } from '#console/program/no-program.tsx'
import { marketName, useProgram } from '#console/program/use-document.ts'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { instantIn } from './times.ts'
import { EVERYBODY, isWhole, WhomFields, type Whom } from './whom-fields.tsx'

const KINDS = ['retail', 'price_list', 'contract', 'promotion'] as const

/** Makes a price list, without any price yet. */
export function ListForm({ onClose, onMade }: { onClose: () => void; onMade: (list: PriceList) => void }) {
  const { say, language } = useWords()
  const program = useProgram()
  const [list, setList] = useState('')
  const [kind, setKind] = useState<CreateList['kind']>('price_list')
  const [chosen, setMarket] = useState<string | null>(null)
  const [told, setWhom] = useState<Whom>(EVERYBODY)
  const [isOnly, setOnly] = useState(false)
  const market = chosen ?? program?.markets[0]?.id ?? ''
  const currency = program?.markets.find(({ id }) => id === market)?.currency ?? ''
  const whom: Whom = kind === 'retail' ? EVERYBODY : kind === 'contract' ? { ...told, sort: 'company', name: told.sort === 'company' ? told.name : '' } : told
  const make = useWrite((client, body: CreateList) => answerOf(client.POST('/api/v1/catalogue/lists', { body })), { touches: ['catalogue'], onDone: onMade })
  const wrong = useFieldErrors(make.error)
  const hasAudience = whom.sort !== 'everybody'
  return (
    <Ask isOpen size="lg" title={say('list_form.title')} onClose={onClose} action={say('list_form.go')} onAction={() => make.mutate(bodyOf({ list: list.trim(), kind, market, whom, isOnly: hasAudience && isOnly }))} isBusy={make.isPending} error={make.error} isReady={list.trim() !== '' && market !== '' && isWhole(whom)}>
      {program === null ? <NoProgram /> : null}
      <TextInput label={say('list_form.name')} description={say('list_form.name_hint')} value={list} onChange={(event) => setList(event.currentTarget.value)} error={wrong('list')} maxLength={200} data-autofocus />
      <Select label={say('catalogue.column.kind')} description={say(`list_form.kind.${kind}`)} value={kind} onChange={(value) => setKind(value as CreateList['kind'])} data={KINDS.map((value) => ({ value, label: say(`catalogue.kind.${value}`) }))} />
      <Select label={say('catalogue.column.market')} description={say('list_form.currency', { currency })} value={market} onChange={setMarket} data={(program?.markets ?? []).map(({ id }) => ({ value: id, label: marketName(program ?? undefined, id, language) }))} error={wrong('market')} searchable />
      {kind === 'retail' ? null : (
        <>
          <WhomFields whom={whom} sorts={kind === 'contract' ? ['company'] : ['everybody', 'tag', 'level', 'company']} onChange={setWhom} wrong={wrong} />
          {hasAudience ? <Checkbox label={say('list_form.only')} description={say('list_form.only_hint')} checked={isOnly} onChange={(event) => setOnly(event.currentTarget.checked)} /> : null}
          <Text size="xs" c="dimmed">{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
        </>
      )}
      <Text size="sm">{say('list_form.does', { currency })}</Text>
    </Ask>
  )
}

function bodyOf({ list, kind, market, whom: { sort, name, from, until }, isOnly }: { list: string; kind: CreateList['kind']; market: string; whom: Whom; isOnly: boolean }): CreateList {
  const [fromAt, untilAt] = [instantIn(from), instantIn(until)]
  return {
    list, kind, market, ...(sort === 'tag' ? { tag: name.trim() } : sort === 'level' ? { level: name } : sort === 'company' ? { member: name.trim() } : {}),
    ...(fromAt === undefined ? {} : { from: fromAt }), ...(untilAt === undefined ? {} : { until: untilAt }), ...(isOnly ? { isOnly } : {}),
  }
}
