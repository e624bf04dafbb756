import { Environment } from '@marcbachmann/cel-js'
import { minorUnits } from '#engine/currencies'
import { fieldsOf, isOrderEvent, type EventFields } from './events.ts'

/**
 * What conditions read, filled by the engine for each event: whole numbers are BigInt, amounts are doubles made by `majorAmount`.
 * `order` is there where a rule awards on an order; `event` has the name and the fields that the document declares.
 */
export type ConditionScope = {
  member: {
    /** The level in force; '' for none. Of several tracks the first of `levels`. */
    level: string
    levels: readonly string[]
    tags: readonly string[]
    orders: bigint
    /** Lifetime eligible spend in the base currency. */
    spend: number
    market: string
    region: string
    /** Local days since joining. */
    days: bigint
  }
  today: { date: string; year: bigint; month: bigint; day: bigint; weekday: bigint }
  event: { readonly name: string; readonly [field: string]: string | bigint | boolean | readonly string[] }
  order?: {
    id: string
    /** Eligible amount in the order's currency, and in the base currency. */
    total: number
    base_total: number
    currency: string
    market: string
    skus: readonly string[]
    tags: readonly string[]
    coupons: readonly string[]
    lines: bigint
    items: bigint
    is_first: boolean
  }
}

/** True or false for one event; reads only what the scope declares. */
export type Condition = (scope: ConditionScope) => boolean

type CelType = 'string' | 'int' | 'double' | 'bool' | 'list<string>'
type Fields = Readonly<Record<string, CelType>>

const MEMBER = {
  level: 'string', levels: 'list<string>', tags: 'list<string>', orders: 'int', spend: 'double', market: 'string', region: 'string', days: 'int',
} as const
const TODAY = { date: 'string', year: 'int', month: 'int', day: 'int', weekday: 'int' } as const
const ORDER = {
  id: 'string', total: 'double', base_total: 'double', currency: 'string', market: 'string',
  skus: 'list<string>', tags: 'list<string>', coupons: 'list<string>', lines: 'int', items: 'int', is_first: 'bool',
} as const
const CEL_TYPES = { text: 'string', integer: 'int', boolean: 'bool', list: 'list<string>' } as const

/** A condition is a line or two: a larger one is a program. */
const MOST_NODES = 500

/** What the conditions of one event may name, and the environment that knows their types. */
export type Vocabulary = { readonly variables: Readonly<Record<string, Fields>>; readonly environment: Environment }

/** The variables of a rule on an event; without the order where the rule awards at each nth one. */
export function vocabularyOf(on: string, declared: Readonly<Record<string, EventFields | undefined>>, isNth = false): Vocabulary {
  const fields = Object.entries(fieldsOf(on, declared)).map(([name, type]) => [name, CEL_TYPES[type]])
  const event: Fields = { ...Object.fromEntries(fields), name: 'string' }
  const variables = { member: MEMBER, today: TODAY, event, ...(isOrderEvent(on) && !isNth ? { order: ORDER } : {}) }
  const environment = new Environment({ limits: { maxAstNodes: MOST_NODES } })
  for (const [name, schema] of Object.entries(variables)) environment.registerVariable(name, { schema })
  return { variables, environment }
}

/**
 * Compiles a condition that the check has passed: about a million answers a second. It reads only what its vocabulary declares.
 * @throws Error when the scope lacks a field or holds one of another type: a condition never fails silently
 */
export function compileCondition(text: string, { environment }: Vocabulary): Condition {
  const run = environment.parse(text)
  const { valid, type } = run.check()
  if (!valid || type !== 'bool') throw new RangeError(`found ${JSON.stringify(text)} where a condition that the check has passed was expected`)
  return (scope) => {
    const answer: unknown = run(scope)
    if (answer !== true && answer !== false) throw new TypeError(`the condition ${JSON.stringify(text)} answered ${String(answer)}`)
    return answer
  }
}

/** An amount in major units for conditions: the double nearest to it, which is also the double of the same decimal in a condition. */
export function majorAmount(minor: number, currency: string): number {
  return minor / 10 ** minorUnits(currency)
}
