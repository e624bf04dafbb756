import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, isProblem } from '#sdk/index'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { listText } from '#console/words/texts.ts'
import type { Words } from '#console/words/use-words.ts'

type Named = { id: string; name?: Name }
type Name = string | Readonly<Record<string, string>>
/** What is counted: a unit of kind store_credit is money, in minor units of its currency. */
type NamedUnit = Named & { kind?: string; currency?: string }
/** As much of the program in force as screens name things by. */
export type NamedProgram = { version: number; currency: string; zone: string; tracks: readonly (Named & { levels: readonly Named[] })[]; discounts: readonly (Named & { kind?: string; codes?: string; when?: string })[]; rewards: readonly (Named & { gives?: { voucher?: string } })[]; entitlements: readonly Named[]; rules: readonly (Named & { on?: string })[]; units: readonly NamedUnit[]; market?: string; markets: readonly (Named & { currency?: string; zone?: string })[] }

/** The newest version's names where there is one: undefined until they are here, and for those who may not read programs: ids are shown then. */
export function useDocument(): NamedProgram | undefined {
  return useProgram() ?? undefined
}

/** The same for whoever can do nothing without a program: null where the store has none yet. */
export function useProgram(): NamedProgram | null | undefined {
  return useNames().data
}

/** Whether names are not here yet and will be: what has one is not shown by its id for a moment. */
export function useAwaitsNames(): boolean {
  return useNames().isLoading
}

function useNames(): UseQueryResult<NamedProgram | null> {
  const may = useMay()
  return useRead(['program', 'names'], async (client): Promise<NamedProgram | null> => {
    const { programs } = await answerOf(client.GET('/api/v1/programs', {}))
    const last = programs.at(-1)
    if (last === undefined) return null
    const { document } = await answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version: String(last.version) } } })).catch((error: unknown) => {
      if (isProblem(error)) return { document: {} as Record<string, unknown> }
      throw error
    })
    const { currency = 'USD', zone = 'UTC', tiers = [], discounts = [], rewards = [], entitlements = [], earn = [], units = {}, market: first, markets = {} } = document as Partial<Omit<NamedProgram, 'units' | 'markets'>> & {
      tiers?: NamedProgram['tracks']; earn?: NamedProgram['rules']; units?: ById<NamedUnit>; markets?: ById<NamedProgram['markets'][number]>
    }
    return { version: last.version, currency, zone, tracks: tiers, discounts, rewards, entitlements, rules: earn, units: listed(units), ...(first === undefined ? {} : { market: first }), markets: listed(markets) }
  }, { isWanted: may('programs:read') })
}

type ById<T> = Readonly<Record<string, Omit<T, 'id'>>>

function listed<T>(byId: ById<T>): (Omit<T, 'id'> & { id: string })[] {
  return Object.entries(byId).map(([id, one]) => ({ ...one, id }))
}

/** The number of the newest version; undefined until it is here, and where there is none. */
export function useNewest(): number | undefined {
  return useRead(['program', 'versions'], (client) => answerOf(client.GET('/api/v1/programs', {}))).data?.programs.at(-1)?.version
}

/** The discounts whose coupons have codes, those that are taken by themselves not among them; `isOwn`: with a code for each. None until they are here. */
export function useCoded({ isOwn = false }: { isOwn?: boolean } = {}): NamedProgram['discounts'] {
  return useDocument()?.discounts.filter(({ kind, codes }) => kind === 'coupon' && codes !== 'auto' && !(isOwn && codes === 'shared')) ?? []
}

/** A name in a language, or in whichever there is. */
export function nameOf(name: Name | undefined, language: string): string | undefined {
  if (name === undefined || typeof name === 'string') return name
  return name[language] ?? name['en'] ?? Object.values(name)[0]
}

export function trackName(program: NamedProgram | undefined, track: string, language: string): string {
  return nameOf(program?.tracks.find(({ id }) => id === track)?.name, language) ?? track
}

/** What a level is called; undefined for none. */
export function levelName(program: NamedProgram | undefined, track: string, { level, language }: { level: string | null; language: string }): string | undefined {
  if (level === null) return undefined
  return nameOf(program?.tracks.find(({ id }) => id === track)?.levels.find(({ id }) => id === level)?.name, language) ?? level
}

/** What a level is called as lists and figures name it: "gold", or "track/gold" where ladders are kept apart; undefined for "none", below the first. */
export function countedLevelName(program: NamedProgram | undefined, counted: string, language: string): string | undefined {
  const [track, level] = counted.includes('/') ? counted.split('/', 2) as [string, string] : [program?.tracks[0]?.id ?? '', counted]
  if (level === 'none') return undefined
  const name = levelName(program, track, { level, language })
  return counted.includes('/') ? `${trackName(program, track, language)}: ${name}` : name
}

/** Every level as lists and figures name it, none before the first of each ladder among them. */
export function countedLevels(program: NamedProgram | undefined, language: string, none: string): { value: string; label: string }[] {
  const tracks = program?.tracks ?? []
  const isOne = tracks.length === 1
  return tracks.flatMap((track) => [{ id: 'none' }, ...track.levels].map(({ id }) => {
    const value = isOne ? id : `${track.id}/${id}`
    return { value, label: countedLevelName(program, value, language) ?? (isOne ? none : `${trackName(program, track.id, language)}: ${none}`) }
  }))
}

/** What a market is called; its id where nobody says. */
export function marketName(program: NamedProgram | undefined, market: string, language: string): string {
  return nameOf(program?.markets.find(({ id }) => id === market)?.name, language) ?? market
}

/** What gave points is called: a rule as the program names it, a deed of the staff or of other members as its event; an id where nobody says. */
export function ruleName(program: NamedProgram | undefined, rule: string, { say, has, language }: Pick<Words, 'say' | 'has' | 'language'>): string {
  const [what = '', of = ''] = rule.split(/[:/]/, 2)
  const named = nameOf(program?.rules.find(({ id }) => id === rule || (id === what && of === 'streak'))?.name, language)
  if (named !== undefined) return named
  if (what === 'reward' && of !== '') return say('lots.of.reward', { reward: thingName(program, { type: 'reward.redeemed', name: of }, language) })
  if (of !== '' && has(`lots.of.${what}`)) return say(`lots.of.${what}`)
  return rule.includes('.') && has(`event.${rule}`) ? say(`event.${rule}`) : rule
}

/** What a member did is called: as the only rule that it earns by, else in our words, else by the shop's own name for it. */
export function deedName(program: NamedProgram | undefined, name: string, { say, has, language }: Pick<Words, 'say' | 'has' | 'language'>): string {
  const rules = program?.rules.filter(({ on }) => on === name) ?? []
  const named = rules.length === 1 ? nameOf(rules[0]?.name, language) : undefined
  return named ?? (has(`timeline.deed.${name}`) ? say(`timeline.deed.${name}`) : say('timeline.own_deed', { name }))
}

/** What an event is about in one word is called: the level that was set, the reward that was redeemed. */
export function thingName(program: NamedProgram | undefined, { type, name }: { type: string; name: string }, language: string): string {
  const named = type === 'tier.set' ? program?.tracks.flatMap(({ levels }) => levels) : type === 'reward.redeemed' ? program?.rewards : undefined
  return nameOf(named?.find(({ id }) => id === name)?.name, language) ?? name
}

/** What a partner's list of codes is called: as the rewards that give them; its id where nobody says. */
export function vouchersName(program: NamedProgram | undefined, list: string, language: string): string {
  const names = program?.rewards.filter(({ gives }) => gives?.voucher === list).map(({ id, name }) => nameOf(name, language) ?? id) ?? []
  return names.length === 0 ? list : listText(names, language)
}

/** Where the days of a member begin and end: in their own zone, else in that of their market or the program's first, else in the program's; undefined until the program is known. */
export function zoneOf(program: NamedProgram | undefined, { zone, market }: { zone: string | null; market: string | null }): string | undefined {
  if (program === undefined) return zone ?? undefined
  const { markets, market: first = markets[0]?.id } = program
  const own = markets.find(({ id }) => id === market) ?? markets.find(({ id }) => id === first)
  return zone ?? own?.zone ?? program.zone
}
