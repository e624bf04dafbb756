import { TextInput } from '@mantine/core'
import { minorUnits } from '#engine/currencies'
import { useWords } from '#console/words/use-words.ts'
import { amountIn } from './amount.ts'

type Amount = { label: string; hint?: string; currency: string; value: string; onChange: (value: string) => void; error?: string | undefined; isFirst?: boolean }

/** An amount typed as money, with the decimals that its currency has by ISO 4217. */
export function AmountField({ label, hint, currency, value, onChange, error, isFirst = false }: Amount) {
  const { say } = useWords()
  const wrong = amountIn(value, currency) === undefined ? say('tables.wanted.amount', { currency, decimals: minorUnits(currency) }) : error
  return <TextInput label={label} {...(hint === undefined ? {} : { description: hint })} inputMode="decimal" value={value} onChange={(event) => onChange(event.currentTarget.value)} error={wrong} rightSection={<span className="suffix">{currency}</span>} rightSectionWidth={56} rightSectionPointerEvents="none" {...(isFirst ? { 'data-autofocus': true } : {})} />
}
