import { multiplyRatios, ratioText } from '#engine/ratio'
import { NO_LEVEL } from '#engine/simulate/level-keys'
import { CHEAPEST } from '#engine/simulate/redeeming'
import type { BacktestReport } from '#engine/simulate/report'
import type { RewardRow, RewardsReport } from '#engine/simulate/reward-report'
import { columnsOf, levelName, type Cell, type Section, type Table } from './report-tables.ts'
import type { Text } from './text.ts'

/** What rewards and the services of levels would have cost, and what was taken for granted about them; null where the program has neither. */
export function rewardsSection(report: BacktestReport, text: Text): Section | null {
  const { rewards, program, asOf } = report
  if (rewards === null) return null
  const { say, date, money, integer } = text
  const { redeem, total } = rewards
  const values = {
    from: date(rewards.from, program.zone), to: date(asOf - 1, program.zone), redemptions: total.redemptions, points: integer(total.points), cost: money(total.costMinor, program.currency),
    uses: total.uses, usesCost: money(total.usesMinor, program.currency),
  }
  const ofRewards = program.rewards.length === 0 ? '' : say(redeem === null ? 'report.rewards.lead_none' : 'report.rewards.lead', values)
  const ofServices = program.entitlements.length === 0 ? '' : say('report.rewards.lead_services', values)
  const lead = ofRewards === '' || ofServices === '' ? `${ofRewards}${ofServices}` : say('report.rewards.lead_both', { ofRewards, ofServices })
  return { id: 'rewards', title: say('report.rewards.title'), lead, tables: [...levelTable(report, rewards, text), ...rewardTable(report, rewards, text), ...serviceTable(report, rewards, text)], notes: definitions(report, rewards, text) }
}

function levelTable(report: BacktestReport, { levels, total }: RewardsReport, text: Text): Table[] {
  const { say, integer } = text
  if (levels.length === 0 || (total.redemptions === 0 && total.servicesMinor === 0)) return []
  const money = (minor: number) => text.money(minor, report.program.currency)
  const cells = (name: string, { redemptions, points, pointsMinor, costMinor, servicesMinor }: RewardRow): Cell[] => [
    name, integer(redemptions), integer(points), money(pointsMinor), money(costMinor), ...(total.servicesMinor === 0 ? [] : [money(servicesMinor)]), money(costMinor + servicesMinor),
  ]
  return [{
    caption: null, columns: columnsOf(text, ['level', 'left'], ['redemptions'], ['points'], ['points_worth'], ['rewards'], ...(total.servicesMinor === 0 ? [] : [['services'] as const]), ['together']),
    rows: [...levels.map((row) => cells(levelName(report, row.key, text), row)), cells(say('report.cost.total'), total)], hasTotal: true,
  }]
}

function rewardTable(report: BacktestReport, { rewards }: RewardsReport, text: Text): Table[] {
  const { say, integer, money } = text
  return rewards.length === 0 ? [] : [{
    caption: say('report.rewards.by_reward'), columns: columnsOf(text, ['reward', 'left'], ['level', 'left'], ['redemptions'], ['points'], ['cost']),
    rows: rewards.map(({ reward, level, redemptions, points, costMinor }) => [nameOf(report.program.rewards, reward, text), heldName(report, level, text), integer(redemptions), integer(points), money(costMinor, report.program.currency)]),
  }]
}

function serviceTable(report: BacktestReport, { entitlements }: RewardsReport, text: Text): Table[] {
  const { say, integer, money } = text
  return entitlements.length === 0 ? [] : [{
    caption: say('report.rewards.by_service'), columns: columnsOf(text, ['service', 'left'], ['level', 'left'], ['uses'], ['all_used']),
    rows: entitlements.map(({ entitlement, level, uses, costMinor }) => [nameOf(report.program.entitlements, entitlement, text), heldName(report, level, text), integer(uses), costMinor === null ? '–' : money(costMinor, report.program.currency)]),
  }]
}

function nameOf(all: BacktestReport['program']['rewards'] | BacktestReport['program']['entitlements'], id: string, text: Text): string {
  return text.name(all.find((one) => one.id === id)?.name ?? id)
}

function heldName(report: BacktestReport, level: string, text: Text): string {
  return level === NO_LEVEL ? text.say('report.levels.none') : levelName(report, level, text)
}

/** What was taken for granted, and how each number comes about. */
function definitions({ program, prices }: BacktestReport, { redeem, usedPart, rewards }: RewardsReport, text: Text): string[] {
  const { say } = text
  const assumed = rewards.reduce((sum, row) => sum + row.assumed, 0)
  const told: [boolean, string, Record<string, string | number>?][] = [
    [redeem !== null, 'def_redeem', { isCheapest: redeem === CHEAPEST ? 'yes' : 'no', reward: redeem === null || redeem === CHEAPEST ? '' : nameOf(program.rewards, redeem, text) }],
    [redeem !== null, 'def_cost', { assumed }],
    [redeem !== null && prices !== null, 'def_points'],
    [program.entitlements.length > 0, 'def_services', { percent: ratioText(multiplyRatios(usedPart, [100, 1])) }],
  ]
  return told.flatMap(([isTold, key, values]) => (isTold ? [say(`report.rewards.${key}`, values)] : []))
}
