import { Alert, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { answerOf, type CouponGives, type CouponLimit, type PreviewCoupon } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useConditionNotes } from '#console/program/conditions-told.ts'
import { marketName, useDocument } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

const PATIENCE_MS = 300

type Previewed = { asked: PreviewCoupon; zone: string; /** To how many members it is issued at once; one unless told. */ count?: number }

/** What issuing a coupon would come to, worked out by the server and not done: what it gives, until when, what it costs and what is left of its limits. */
export function CouponPreview({ asked, zone, count }: Previewed) {
  const { say, lastDay, language } = useWords()
  const program = useDocument()
  const notesOf = useConditionNotes(useMemo(() => (program === undefined ? undefined : { currency: program.currency, discounts: program.discounts, tiers: program.tracks, markets: Object.fromEntries(program.markets.map((market) => [market.id, market])) }), [program]))
  const text = JSON.stringify({ ...asked, locale: language })
  const [settled] = useDebouncedValue(text, PATIENCE_MS)
  const preview = useRead(['coupons', 'preview', settled], (client) => answerOf(client.POST('/api/v1/coupons/previews', { body: JSON.parse(settled) as PreviewCoupon })))
  if (preview.error !== null) return <Trouble error={preview.error} />
  if (preview.data === undefined || settled !== text) return null
  const { name, until, open, gives, limits } = preview.data
  const isAny = gives.some((each) => each.text !== null) && limits.every(({ left }) => left > 0)
  return (
    <Alert color={isAny ? 'tide' : 'sand'} title={say(count === undefined ? 'coupon.preview' : 'coupon.preview_each', { name })} role="status">
      {gives.map((one) => <Gives key={one.market} one={{ ...one, notes: [...notesOf('discounts', preview.data.discount, one.notes)] }} isAlone={gives.length === 1} count={count} />)}
      <Text size="sm">{until === null ? say('coupon.no_end') : say('coupon.works_until', { day: lastDay(until, zone) })} {say(count === undefined ? 'coupon.bound' : 'coupon.bound_each')}</Text>
      {open > 0 ? <Text size="sm">{say('coupon.has', { count: open })}</Text> : null}
      {limits.map((limit, place) => <Left key={place} limit={limit} count={count} />)}
    </Alert>
  )
}

/** What a use gives in a market, and what it costs at most: all of them together, where there is one market. */
function Gives({ one: { market: id, currency, text, notes, mostMinor }, isAlone, count = 1 }: { one: CouponGives; isAlone: boolean; count: number | undefined }) {
  const { say, money, language } = useWords()
  const market = marketName(useDocument(), id, language)
  if (text === null) return <Text size="sm">{say('coupon.gives_nothing', { market })}</Text>
  const costs = mostMinor === null ? say('coupon.costs_open') : say('coupon.costs', { amount: money(mostMinor, currency) })
  const all = isAlone && mostMinor !== null && count > 1 ? [say('coupon.costs_all', { count, amount: money(mostMinor * count, currency) })] : []
  return <Text size="sm">{[say('coupon.gives', { text, market: isAlone ? '' : market, isAlone: String(isAlone) }), ...notes, costs, ...all].join(' ')}</Text>
}

function Left({ limit: { per, span, market: id, currency, most, left }, count = 1 }: { limit: CouponLimit; count: number | undefined }) {
  const { say, money, number, language } = useWords()
  const document = useDocument()
  const told = (value: number): string => (currency === null ? number(value) : money(value, currency))
  const market = id === null ? '' : marketName(document, id, language)
  const isShort = currency === null && per !== 'member' && left > 0 && left < count
  return <Text size="sm">{say('coupon.limit', { per, span: span ?? 'ever', market, left: told(left), most: told(most) })}{left === 0 ? ` ${say('coupon.used_up')}` : isShort ? ` ${say('coupon.too_few', { count })}` : ''}</Text>
}
