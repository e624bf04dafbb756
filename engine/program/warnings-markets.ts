import { shortestDays } from './criteria.ts'
import type { Path } from './problem.ts'
import type { ExpiryPolicy, Market, Program } from './program.ts'
import type { Whole } from './warnings.ts'

/** R30: beyond this many percent, one market's members are worth another's envy. */
const PARITY_PERCENT = 10n

/** Notes markets whose points are worth more or less than elsewhere, and ends of points that a province forbids. */
export function warnOfMarkets(whole: Whole): void {
  const { program, notes } = whole
  for (const { id, currency, reference } of Object.values(program.markets)) {
    if (reference === null) notes.warning(['markets', id, 'reference_rate'], 'reference_missing', { isKey: true, found: currency, values: { base: program.currency } })
  }
  warnOfParity(whole, { field: 'earn', code: 'parity_earn', worth: earnWorth })
  warnOfParity(whole, { field: 'redeem', code: 'parity_redeem', worth: redeemWorth })
  warnOfLaw(whole)
}

/** A fraction of any size: parity multiplies rates beyond what a ratio holds. */
type Fraction = { n: bigint; d: bigint }
type Parity = { field: string; code: string; worth: (market: Market) => Fraction | null }

/** Points for one minor unit of the base currency. */
function earnWorth({ earn, reference }: Market): Fraction | null {
  if (earn === null || earn[0] === 0 || reference === null) return null
  return { n: BigInt(earn[0]) * BigInt(reference[1]), d: BigInt(earn[1]) * BigInt(reference[0]) }
}

/** Minor units of the base currency for one point. */
function redeemWorth({ redeem, reference }: Market): Fraction | null {
  if (redeem === null || reference === null) return null
  return { n: BigInt(redeem.worthMinor) * BigInt(reference[0]), d: BigInt(redeem.points) * BigInt(reference[1]) }
}

/** Compares every market with the default one, or the first that has a worth. */
function warnOfParity({ program, notes }: Whole, { field, code, worth }: Parity): void {
  const markets = Object.values(program.markets).sort((a, b) => Number(b.id === program.defaultMarket) - Number(a.id === program.defaultMarket))
  const anchor = markets.find((market) => worth(market) !== null)
  if (!anchor) return
  const from = worth(anchor)!
  for (const market of markets) {
    const to = worth(market)
    if (to === null) continue
    const difference = to.n * from.d - from.n * to.d
    const whole = from.n * to.d
    if (absolute(difference) * 100n <= whole * PARITY_PERCENT) continue
    const tenths = (absolute(difference) * 1_000n) / whole
    const percent = `${difference < 0n ? '−' : '+'}${tenths / 10n}.${tenths % 10n}`
    notes.warning(['markets', market.id, field], code, { found: market.id, values: { percent, other: anchor.id } })
  }
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n
}

/**
 * R59: provinces where points may not end by the passage of time alone. Ontario: Consumer Protection Act, 2002, s. 47.1; Québec:
 * CQLR c. P-40.1, s. 187.8, and r. 3, s. 79.6.3, which allows inactivity of a year or more after a notice 30 to 60 days before.
 */
const NO_END_BY_TIME = ['CA-ON', 'CA-QC']
const QUEBEC = { region: 'CA-QC', days: 365, notice: { least: 30, most: 60 } }

function warnOfLaw({ document, program, notes }: Whole): void {
  const isCanada = sellsToCanada(program)
  for (const region of NO_END_BY_TIME) {
    const index = (document.regions ?? []).findIndex(({ regions }) => regions.includes(region))
    if (index < 0 && !isCanada) continue
    for (const [path, policy] of policiesIn(document, program, { region, index })) {
      if (policy.kind === 'after') notes.warning(path, 'law_expiry', { found: region })
      if (policy.kind === 'inactivity' && region === QUEBEC.region && !isFairInQuebec(policy)) notes.warning(path, 'law_notice', { found: region })
    }
  }
}

function isFairInQuebec({ period, noticeDays }: ExpiryPolicy & { kind: 'inactivity' }): boolean {
  return shortestDays(period) >= QUEBEC.days && noticeDays >= QUEBEC.notice.least && noticeDays <= QUEBEC.notice.most
}

function sellsToCanada({ markets, regions }: Program): boolean {
  return Object.values(markets).some(({ currency }) => currency === 'CAD') || Object.keys(regions).some((region) => region.startsWith('CA'))
}

/** The ends that spendable points have in a province, each with the place that says so. */
function policiesIn(document: Whole['document'], program: Program, { region, index }: { region: string; index: number }): [Path, ExpiryPolicy][] {
  const country = (document.regions ?? []).findIndex(({ regions }) => regions.includes(region.slice(0, 2)))
  const at = index >= 0 ? index : country
  if (at >= 0) return [[['regions', at, 'expiry'], program.regions[region] ?? program.regions[region.slice(0, 2)]!]]
  return Object.values(program.units).filter(({ kind }) => kind === 'spendable')
    .map(({ id, expiry }) => [document.units?.[id]?.expiry === undefined ? ['expiry'] : ['units', id, 'expiry'], expiry])
}
