import { useState } from 'preact/hooks'
import { unitOf } from '#member/kit/unit'
import { useDesk } from './desk.ts'
import { fatesOf, nameOfLot, type Fate } from './lots.ts'
import { Empty } from './parts.tsx'
import type { Lot } from './shapes.ts'
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
  const seen = unitOf(program, unit)
  const when = isPending ? (day === null ? say('lot.begins_later') : say('lot.begins', { date: format.day(day) })) : day === null ? say('lot.no_end') : say('lot.ends', { date: format.day(day) })
  return (
    <details class="fate">
      <summary><span><strong>{format.unit(points, seen)}</strong> {isPending && <span class="pill">{say('lot.pending')}</span>}</span><span class="muted">{when}</span></summary>
      <ul class="rows inner">
        {lots.map((lot) => (
          <li key={lot.id} class="row">
            <span><bdi>{nameOfLot(program, lot, say)}</bdi> <small class="muted">{format.date(lot.earnedAt)}</small></span>
            <span class="nowrap">{lot.left === lot.amount ? format.bare(lot.left, seen) : say('lot.left_of', { left: format.bare(lot.left, seen), amount: format.bare(lot.amount, seen) })} <Why about={format.told('why.lot', seen, { n: lot.left })} event={lot.sourceId} /></span>
          </li>
        ))}
      </ul>
    </details>
  )
}
