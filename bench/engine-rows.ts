import { measureGenerated, measureOnlineRetail, type BacktestFigures } from './backtests.ts'
import { measureApply, measureCheck, measureConditions } from './engine.ts'
import { measureQuotes } from './quotes.ts'
import { figure, gate, whole, type Row } from './tables.ts'

const MOST_GROWTH = 1.3
const MOST_LONGER = 6
const SMALL = 100_000
const LARGE = 1_000_000

/** Bytes of memory for each member that is open at the end. */
function perMember({ peakRssMb, members }: BacktestFigures): number {
  return (peakRssMb * 1_048_576) / members
}

/** What needs no database: the engine alone, and whole back-tests. */
export async function engineRows(): Promise<{ gates: Row[]; figures: Row[] }> {
  const [small, large] = await measureGenerated([SMALL, LARGE])
  if (small === undefined || large === undefined) throw new Error('both sizes are measured')
  const growth = gate('memory of a back-test of 1,000,000 orders ÷ of 100,000, per open member', perMember(large) / perMember(small), {
    most: MOST_GROWTH, detail: `${large.peakRssMb} MiB for ${whole(large.members)} members, ${small.peakRssMb} MiB for ${whole(small.members)}`,
  })
  const quotes = measureQuotes()
  const longer = gate('a quote of 20 lines ÷ of one, in time', quotes.small / quotes.large, { most: MOST_LONGER, detail: `${whole(quotes.large)} and ${whole(quotes.small)} quotes/s` })
  return { gates: [growth, longer], figures: [...figures(large), figure('quotes of 20 lines, six price sources, four discounts, one core', `${whole(quotes.large)} quotes/s`, '≥ 20,000 quotes/s')] }
}

function figures(large: BacktestFigures): Row[] {
  const { eventsPerSecond } = measureApply()
  const retail = measureOnlineRetail()
  const { answersPerSecond } = measureConditions()
  const { milliseconds } = measureCheck()
  return [
    figure('`apply` alone, orders of three lines, one core', `${whole(eventsPerSecond)} events/s`, '≥ 200,000 events/s'),
    figure('back-test of the whole Online Retail file, cold start included', retail === null ? 'not measured: the file is not here' : `${retail.seconds.toFixed(1)} s, ${retail.peakRssMb} MiB`, '≤ 3 s'),
    figure('back-test of 1,000,000 generated orders, cold start included', `${large.seconds.toFixed(1)} s`, '≤ 15 s'),
    figure('conditions answered, one core', `${whole(answersPerSecond)} a second`),
    figure('a program checked and compiled from its text', `${milliseconds} ms`),
  ]
}
