import { instantText } from '#engine/calendar'
import type { PriceRow, PricesReport } from '#engine/simulate/price-report'
import type { BacktestReport } from '#engine/simulate/report'
import type { RewardRow, RewardsReport } from '#engine/simulate/reward-report'
import { multiplyRatios, ratioText } from '#engine/ratio'

/** How a run went: wall-clock seconds since the process began, members' events a second, the most memory it held. */
export type RunFigures = { seconds: number; eventsPerSecond: number; peakRssMb: number }

/** The report as `--json` prints it: exactly the shape of docs/backtest.schema.json. */
export function backtestJson(report: BacktestReport, badLines: number, run: RunFigures): object {
  const { orders, refunds, guests, members, netMinor, points, tiers, tierMoves, liability, prices, rewards } = report
  const { earned, clawedBack, waived, expired, spent, revoked, pending, active, reserved, debt, balance } = points
  return {
    orders, refunds, guests: { orders: guests.orders, netMinor: guests.netMinor }, members, netMinor,
    points: { earned, clawedBack, waived, expired, spent, revoked, pending, active, reserved, debt, balance },
    tiers, tierMoves, liability: { minor: liability.minor, currency: liability.currency }, badLines,
    seconds: run.seconds, eventsPerSecond: run.eventsPerSecond, peakRssMb: run.peakRssMb,
    ...(prices === null ? {} : { prices: pricesJson(prices, report) }), ...(rewards === null ? {} : { rewards: rewardsJson(rewards, report) }),
  }
}

function pricesJson({ from, total, levels, guests, benefits, unpriced, floor }: PricesReport, { asOf, liability: { currency } }: BacktestReport): object {
  return {
    from: instantText(from), to: instantText(asOf), currency, unpriced, total: rowJson(total), levels: Object.fromEntries(levels.map((level) => [level.key, rowJson(level)])), guests: rowJson(guests),
    discounts: benefits.map(({ benefit, kind, level, lines, minor }) => ({ discount: benefit, kind, level, lines, minor })),
    floor: floor && { ...floor, drops: floor.drops.map(({ benefit, kind, lines, minor }) => ({ discount: benefit, kind, lines, minor })) },
  }
}

function rewardsJson({ from, redeem, usedPart, total, levels, rewards, entitlements }: RewardsReport, { asOf, liability: { currency } }: BacktestReport): object {
  const row = ({ redemptions, points, pointsMinor, costMinor, uses, usesMinor, servicesMinor }: RewardRow): RewardRow => ({ redemptions, points, pointsMinor, costMinor, uses, usesMinor, servicesMinor })
  return {
    from: instantText(from), to: instantText(asOf), currency, redeem, usedPercent: ratioText(multiplyRatios(usedPart, [100, 1])), total: row(total), levels: Object.fromEntries(levels.map((level) => [level.key, row(level)])),
    rewards: [...rewards], entitlements: [...entitlements],
  }
}

function rowJson({ orders, retailMinor, discountMinor, toldMinor, netMinor, points, redeemed, pointsMinor, shippingMinor, giftMinor, rewardsMinor, servicesMinor, margin }: PriceRow): PriceRow {
  return { orders, retailMinor, discountMinor, toldMinor, netMinor, points, redeemed, pointsMinor, shippingMinor, giftMinor, rewardsMinor, servicesMinor, margin }
}
