import type { Explanation, Step } from '#sdk/index'

/** Where points of the balance are that have a question of their own. */
export type Part = 'pending' | 'spent' | 'expired' | 'reserved' | 'revoked' | 'debt' | 'forgiven'
/** What is asked of the story of a member: a ladder, or a unit, all that moved points of it or only one part. */
export type About = { track: string } | { unit: string; part?: Part }
/** A step as it is read. */
export type Line = { at: string; text: string }

const EARNED = ['earn.rate', 'earn.fixed', 'earn.capped']
const RETURNED = ['points.returned', 'points.returned_graced', 'points.returned_expired']

/** The steps that move points to or from each part; that put some aside and explain no other. */
export const OF_PART: Readonly<Record<Part, readonly string[]>> = {
  pending: ['points.pending', 'points.activated', 'points.approved', 'points.rejected', 'points.cancelled'],
  spent: ['spend.taken', 'spend.became_debt', 'reward.redeemed', 'reward.returned', 'points.taken', 'points.sent', 'share.given', 'share.forfeited', ...RETURNED],
  expired: ['points.expired', 'points.returned_expired'],
  reserved: ['hold.taken', 'hold.released'],
  revoked: ['claw.due', 'claw.bonus', 'claw.taken', 'credit.noted', 'points.rejected', 'points.cancelled'],
  debt: ['spend.became_debt', 'claw.taken', 'debt.repaid', 'debt.forgiven'],
  forgiven: ['debt.forgiven'],
}

/** All that moved points: from outside, between parts, or with a member who became another. */
export const MOVED: ReadonlySet<string> = new Set([
  ...EARNED, 'points.given', 'points.received', 'share.received', ...Object.values(OF_PART).flat(), 'member.merged', 'member.absorbed', 'member.unmerged',
])

/** The steps that answer what is asked, all where nothing is; the newest first, those of one instant in the order in which they came about. */
export function linesAbout({ sentences, steps }: Explanation, about?: About): Line[] {
  const isAbout = about === undefined ? () => true : 'track' in about ? (step: Step) => isOfTrack(step, about.track) : about.part === undefined ? (step: Step) => isOfUnit(step, about.unit) && MOVED.has(step.code) : isOfPart(steps, { unit: about.unit, part: about.part })
  const lines = steps.flatMap((step): Line[] => {
    const text = step.sentence === null ? undefined : sentences[step.sentence]
    return text === undefined || !isAbout(step) ? [] : [{ at: step.at, text }]
  })
  return lines.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

function isOfTrack({ code, track }: Step, asked: string): boolean {
  return code.startsWith('tier.') && track === asked
}

/** Some steps name no unit: those of all, and of what stands beside them. */
function isOfUnit({ unit }: Step, asked: string): boolean {
  return unit === undefined || unit === asked
}

/** With what is pending comes what earned it, and a refund that takes nothing as debt is none of the debt. */
function isOfPart(steps: readonly Step[], { unit, part }: { unit: string; part: Part }): (step: Step) => boolean {
  const waiting = new Set(part === 'pending' ? steps.filter((step) => step.code === 'points.pending' && isOfUnit(step, unit)).map(({ at }) => at) : [])
  return (step) => isOfUnit(step, unit) && ((OF_PART[part].includes(step.code) && !(part === 'debt' && step.code === 'claw.taken' && step['debt'] === 0)) || (EARNED.includes(step.code) && waiting.has(step.at)))
}
