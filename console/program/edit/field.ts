/** The ids of which kind a field names. */
export type Named = 'unit' | 'market' | 'level' | 'benefit' | 'discount' | 'coupon' | 'entitlement'

/** How a field is filled in. What stands in the document and is of none of these is shown as the text that it is. */
export type Kind =
  | { as: 'text' | 'colour' | 'decimal' | 'percent' | 'whole' | 'money' | 'name' | 'flag' | 'texts' | 'whole_list' | 'event' | 'events' | 'condition' | 'criteria' | 'period' | 'dates' | 'weekdays' | 'month_days' | /** Known, and told by what is around it. */ 'hidden' }
  | { as: 'choice'; words: readonly string[] }
  | { as: 'ref' | 'refs'; of: Named }
  | { as: 'union'; union: UnionName }
  /** An amount, number or price for each market or level. */
  | { as: 'by'; by: 'market' | 'level'; each: Kind }
  | { as: 'group'; fields: readonly Field[] }
  | { as: 'list'; fields: readonly Field[]; begin: Readonly<Record<string, unknown>> }

export type Field = Kind & {
  key: string
  /** Takes the whole width. */
  isWide?: true
  /** Stands under *More settings* until it is set. */
  isMore?: true
  /** Cannot be left out. */
  isNeeded?: true
  /** Asked for only where the rest of the entry is so; shown all the same once it is set. */
  when?: (entry: Readonly<Record<string, unknown>>) => boolean
}

/** The settings that can be written in several ways. */
export type UnionName = 'pending' | 'expiry' | 'rule_expiry' | 'window' | 'rate' | 'rule_rate' | 'claw' | 'expired_points' | 'valid_period' | 'entitlement_period' | 'points_price' | 'cost' | 'floor' | 'gives' | 'issue'
