import type { BacktestReport } from '#engine/simulate/report'

/** How a run went: wall-clock seconds since the process began, members' events a second, the most memory it held. */
export type RunFigures = { seconds: number; eventsPerSecond: number; peakRssMb: number }

/** The report as `--json` prints it: exactly the shape of docs/backtest.schema.json. */
export function backtestJson(report: BacktestReport, badLines: number, run: RunFigures): object {
  const { orders, refunds, guests, members, netMinor, points, tiers, tierMoves, liability } = report
  const { earned, clawedBack, waived, expired, spent, revoked, pending, active, reserved, debt, balance } = points
  return {
    orders, refunds, guests: { orders: guests.orders, netMinor: guests.netMinor }, members, netMinor,
    points: { earned, clawedBack, waived, expired, spent, revoked, pending, active, reserved, debt, balance },
    tiers, tierMoves, liability: { minor: liability.minor, currency: liability.currency }, badLines,
    seconds: run.seconds, eventsPerSecond: run.eventsPerSecond, peakRssMb: run.peakRssMb,
  }
}
