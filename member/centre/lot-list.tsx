import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { fatesOf, type Fate } from './lots.ts'
import { Empty } from './parts.tsx'
import type { Lot, Program } from './shapes.ts'
import { Why } from './why.tsx'
import { useProgram } from './use-program.ts'

/** How many ends are shown before the reader asks for the rest. */
const FEW = 6

/** What begins and ends when, and what each of it came from. */
export function LotList({ lots }: { lots: readonly Lot[] }) {
  const { say } = useDesk()
  const [isAll, setIsAll] = useState(false)
  const fates = fatesOf(lots)
  if (fates.length === 0) return <Empty icon="points" title={say('lot.none')} text={say('lot.none_text')} page="earn" action={say('title.earn')} />
  return (
    <>
      <ul class="rows">{fates.slice(0, isAll ? fates.length : FEW).map((fate) => <li key={fate.key}><FateRow fate={fate} /></li>)}</ul>
      {!isAll && fates.length > FEW && <button type="button" class="link" onClick={() => setIsAll(true)}>{say('lot.more', { n: fates.length - FEW })}</button>}
    </>
  )
}

function FateRow({ fate: { isPending, day, points, lots, unit } }: { fate: Fate }) {
  const { say, format } = useDesk()
  const { value: program } = useProgram()
  const isMoney = program?.units.find(({ id }) => id === unit)?.kind === 'store_credit'
  const when = isPending ? (day === null ? say('lot.begins_later') : say('lot.begins', { date: format.day(day) })) : day === null ? say('lot.no_end') : say('lot.ends', { date: format.day(day) })
  return (
    <details class="fate">
      <summary><span><strong>{isMoney && program !== null ? format.money(points, program.currency) : format.points(points)}</strong> {isPending && <span class="pill">{say('lot.pending')}</span>}</span><span class="muted">{when}</span></summary>
      <ul class="rows inner">
        {lots.map((lot) => (
          <li key={lot.id} class="row">
            <span>{lot.orderId === null ? ruleName(program, lot.rule) : say('lot.of_order', { order: lot.orderId })} <small class="muted">{format.date(lot.earnedAt)}</small></span>
            <span class="nowrap">{lot.left === lot.amount ? format.number(lot.left) : say('lot.left_of', { left: lot.left, amount: lot.amount })} <Why about={say('why.lot', { n: lot.left })} event={lot.sourceId} /></span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The merchant's name of a rule, where the guide tells it; a plain word else. */
function ruleName(program: Program | null, rule: string): string {
  return program?.earn.find(({ id }) => id === rule)?.name ?? rule
}
