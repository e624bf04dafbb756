import { answerOf, isProblem } from '#sdk/index'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'

type Named = { id: string; name?: Name }
type Name = string | Readonly<Record<string, string>>
/** As much of the program in force as screens name things by. */
export type NamedProgram = { version: number; currency: string; zone: string; tracks: readonly (Named & { levels: readonly Named[] })[]; discounts: readonly (Named & { kind?: string; codes?: string })[]; rewards: readonly Named[]; market?: string; markets: readonly (Named & { currency?: string; zone?: string })[] }

/** The newest version's names where there is one: undefined until they are here, and for those who may not read programs: ids are shown then. */
export function useDocument(): NamedProgram | undefined {
  return useProgram() ?? undefined
}

/** The same for whoever can do nothing without a program: null where the store has none yet. */
export function useProgram(): NamedProgram | null | undefined {
  const may = useMay()
  const { data } = useRead(['program', 'names'], async (client): Promise<NamedProgram | null> => {
    const { programs } = await answerOf(client.GET('/api/v1/programs', {}))
    const last = programs.at(-1)
    if (last === undefined) return null
    const { document } = await answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version: String(last.version) } } })).catch((error: unknown) => {
      if (isProblem(error)) return { document: {} as Record<string, unknown> }
      throw error
    })
    const { currency, zone, tiers = [], discounts = [], rewards = [], market: first, markets = {} } = document as { currency?: string; zone?: string; tiers?: NamedProgram['tracks']; discounts?: NamedProgram['discounts']; rewards?: NamedProgram['rewards']; markets?: Readonly<Record<string, { name?: Name; currency?: string; zone?: string }>>; market?: string }
    return { version: last.version, currency: currency ?? 'USD', zone: zone ?? 'UTC', tracks: tiers, discounts, rewards, ...(first === undefined ? {} : { market: first }), markets: Object.entries(markets).map(([id, market]) => ({ ...market, id })) }
  }, { isWanted: may('programs:read') })
  return data
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
