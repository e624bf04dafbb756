/** The sorts of mails on what happens to members, in the order in which they are listed. */
export const KINDS = ['welcome', 'points_earned', 'reward_code', 'points_expiring', 'tier_up', 'tier_at_risk'] as const
export type Kind = (typeof KINDS)[number]

/** What a text of each kind may name, besides `store` and `greeting`; what it must name, as the mail says nothing without it. */
export const FIELDS: Readonly<Record<Kind, { may: readonly string[]; must: readonly string[] }>> = {
  welcome: { may: ['gift'], must: [] },
  points_earned: { may: ['points', 'order', 'when', 'balance'], must: ['when'] },
  reward_code: { may: ['reward', 'reason', 'use_by'], must: [] },
  points_expiring: { may: ['points', 'date', 'balance'], must: ['points', 'date'] },
  tier_up: { may: ['level', 'until', 'benefits'], must: ['level'] },
  tier_at_risk: { may: ['level', 'date', 'missing'], must: ['level', 'date', 'missing'] },
}
const COMMON = ['store', 'greeting'] as const

/** Every field that a text of a kind may name. */
export function fieldsOf(kind: Kind): string[] {
  return [...COMMON, ...FIELDS[kind].may]
}

/** How long before its review a level at risk is told of, in days, until a store says otherwise. */
export const RISK_DAYS = 30

/** Why somebody is written to: as it is a part of what they did (always), as news of their own points (until they say no), or to bring them back (once they said yes). */
export type Purpose = 'always' | 'service' | 'marketing'
