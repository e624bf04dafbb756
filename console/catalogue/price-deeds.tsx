import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { FloorWarning } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import { DropPrice, PriceForm, type KnownPrice } from './price-form.tsx'

/** What can be done with a price. */
export function PriceDeeds({ known, shown, currency, onFloors }: { known: KnownPrice; shown: string; currency: string; onFloors: (floors: FloorWarning | null) => void }) {
  const { say } = useWords()
  const [asking, setAsking] = useState<'edit' | 'drop' | null>(null)
  const done = (floors: FloorWarning | null): void => {
    onFloors(floors)
    setAsking(null)
  }
  const { sku, list, minQuantity } = known
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button size="compact-xs" variant="default" aria-label={say('price.edit_named', { sku, list, count: minQuantity })} onClick={() => setAsking('edit')}>{say('price.edit')}</Button>
      <Button size="compact-xs" variant="subtle" color="coral" aria-label={say('price.drop_named', { sku, list, count: minQuantity })} onClick={() => setAsking('drop')}>{say('price.drop')}</Button>
      {asking === 'edit' ? <PriceForm asked={{ known }} lists={[{ list, currency }]} onClose={() => setAsking(null)} onSaved={done} /> : null}
      {asking === 'drop' ? <DropPrice known={known} shown={shown} onClose={() => setAsking(null)} onDone={done} /> : null}
    </Group>
  )
}
