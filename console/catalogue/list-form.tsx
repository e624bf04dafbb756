import { Checkbox, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type ChangeList, type CreateList, type PriceList } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { useFieldErrors } from '#console/page/field-errors.ts'
import { useToldWithUndo } from '#console/page/undo.tsx'
import { NoProgram } from '#console/program/no-program.tsx'
import { marketName, useProgram } from '#console/program/use-document.ts'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { instantStill, localTime } from './times.ts'
import { EVERYBODY, isWhole, WhomFields, type Whom } from './whom-fields.tsx'

const KINDS = ['retail', 'price_list', 'contract', 'promotion'] as const
type Kind = CreateList['kind']

/** Makes a price list, without any price yet; with `company` a contract with it. */
export function ListForm({ company = '', onClose, onMade }: { company?: string; onClose: () => void; onMade: (list: PriceList) => void }) {
  const { say, language } = useWords()
  const program = useProgram()
  const [list, setList] = useState('')
  const [kind, setKind] = useState<Kind>(company === '' ? 'price_list' : 'contract')
  const [chosen, setMarket] = useState<string | null>(null)
  const [told, setWhom] = useState<Whom>({ ...EVERYBODY, ...(company === '' ? {} : { sort: 'company', name: company }) })
  const [isOnly, setOnly] = useState(false)
  const market = chosen ?? program?.markets[0]?.id ?? ''
  const currency = program?.markets.find(({ id }) => id === market)?.currency ?? ''
  const whom: Whom = kind === 'retail' ? EVERYBODY : kind === 'contract' ? { ...told, sort: 'company', name: told.sort === 'company' ? told.name : '' } : told
  const make = useWrite((client, body: CreateList) => answerOf(client.POST('/api/v1/catalogue/lists', { body })), { touches: ['catalogue'], onDone: onMade })
  const wrong = useFieldErrors(make.error)
  const bodyOf = (): CreateList => ({ list: list.trim(), kind, market, ...present({ ...audienceOf(whom), ...timesOf(whom) }), ...(isOnly && whom.sort !== 'everybody' ? { isOnly } : {}) })
  return (
    <Ask isOpen size="lg" title={say('list_form.title')} onClose={onClose} action={say('list_form.go')} onAction={() => make.mutate(bodyOf())} isBusy={make.isPending} error={make.error} isReady={list.trim() !== '' && market !== '' && isWhole(whom)}>
      {program === null ? <NoProgram /> : null}
      <TextInput label={say('list_form.name')} description={say('list_form.name_hint')} value={list} onChange={(event) => setList(event.currentTarget.value)} error={wrong('list')} maxLength={200} data-autofocus />
      <Select label={say('catalogue.column.kind')} description={say(`list_form.kind.${kind}`)} value={kind} onChange={(value) => setKind(value as Kind)} data={KINDS.map((value) => ({ value, label: say(`catalogue.kind.${value}`) }))} />
      <Select label={say('catalogue.column.market')} description={say('list_form.currency', { currency })} value={market} onChange={setMarket} data={(program?.markets ?? []).map(({ id }) => ({ value: id, label: marketName(program ?? undefined, id, language) }))} error={wrong('market')} searchable />
      {kind === 'retail' ? null : <Audience kind={kind} whom={whom} onWhom={setWhom} isOnly={isOnly} onOnly={setOnly} wrong={wrong} />}
      <Text size="sm">{say('list_form.does', { currency })}</Text>
    </Ask>
  )
}

/** Says anew for whom a list is and when; that can be had back. Its name, kind and market stay. */
export function EditList({ known, onClose }: { known: PriceList; onClose: () => void }) {
  const { say } = useWords()
  const told = useToldWithUndo()
  const [whom, setWhom] = useState(() => whomOf(known))
  const [isOnly, setOnly] = useState(known.isOnly)
  const change = useWrite((client, body: ChangeList) => answerOf(client.PATCH('/api/v1/catalogue/lists/{list}', { params: { path: { list: known.list } }, body })), { touches: ['catalogue'] })
  const { tag, level, memberId, from, until } = known
  const save = (): void => change.mutate({ ...audienceOf(whom), ...timesOf(whom, known), isOnly: isOnly && whom.sort !== 'everybody' }, {
    onSuccess: () => {
      told(say('list_form.changed', { list: known.list }), () => change.mutateAsync({ tag, level, member: memberId, from, until, isOnly: known.isOnly }))
      onClose()
    },
  })
  return (
    <Ask isOpen size="lg" title={say('list_form.edit_of', { list: known.list })} text={say('list_form.edit_text')} onClose={onClose} action={say('access.save')} onAction={save} isBusy={change.isPending} error={change.error} isReady={isWhole(whom)}>
      <Audience kind={known.kind} whom={whom} onWhom={setWhom} isOnly={isOnly} onOnly={setOnly} wrong={useFieldErrors(change.error)} />
    </Ask>
  )
}

type Asked = { kind: Kind; whom: Whom; onWhom: (whom: Whom) => void; isOnly: boolean; onOnly: (isOnly: boolean) => void; wrong: (path: string) => string | undefined }

function Audience({ kind, whom, onWhom, isOnly, onOnly, wrong }: Asked) {
  const { say } = useWords()
  return (
    <>
      <WhomFields whom={whom} sorts={kind === 'contract' ? ['company'] : ['everybody', 'tag', 'level', 'company']} onChange={onWhom} wrong={wrong} />
      {whom.sort === 'everybody' ? null : <Checkbox label={say('list_form.only')} description={say('list_form.only_hint')} checked={isOnly} onChange={(event) => onOnly(event.currentTarget.checked)} />}
      <Text size="xs" c="dimmed">{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
    </>
  )
}

function whomOf({ tag, level, memberId, from, until }: PriceList): Whom {
  return { sort: tag !== null ? 'tag' : level !== null ? 'level' : memberId !== null ? 'company' : 'everybody', name: tag ?? level ?? memberId ?? '', from: localTime(from), until: localTime(until) }
}

function audienceOf({ sort, name }: Whom) {
  return { tag: sort === 'tag' ? name.trim() : null, level: sort === 'level' ? name : null, member: sort === 'company' ? name.trim() : null }
}

function timesOf({ from, until }: Whom, was: Pick<PriceList, 'from' | 'until'> = { from: null, until: null }) {
  return { from: instantStill(from, was.from) ?? null, until: instantStill(until, was.until) ?? null }
}

/** Without what is null: nothing is told of it. */
function present<T extends Readonly<Record<string, string | null>>>(told: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)) as { [K in keyof T]?: string }
}
