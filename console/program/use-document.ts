import { answerOf, isProblem } from '#sdk/index'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'

type Named = { id: string; name?: Name }
type Name = string | Readonly<Record<string, string>>
/** As much of the program in force as screens name things by. */
export type NamedProgram = { version: number; currency: string; tracks: readonly (Named & { levels: readonly Named[] })[]; discounts: readonly (Named & { kind?: string; codes?: string })[] }

/** The newest version's names; undefined until they are here, and for those who may not read programs: ids are shown then. */
export function useDocument(): NamedProgram | undefined {
  const may = useMay()
  const { data } = useRead(['program', 'names'], async (client): Promise<NamedProgram | null> => {
    const { programs } = await answerOf(client.GET('/api/v1/programs', {}))
    const last = programs.at(-1)
    if (last === undefined) return null
    const { document } = await answerOf(client.GET('/api/v1/programs/{version}', { params: { path: { version: String(last.version) } } })).catch((error: unknown) => {
      if (isProblem(error)) return { document: {} as Record<string, unknown> }
      throw error
    })
    const { currency, tiers = [], discounts = [] } = document as { currency?: string; tiers?: NamedProgram['tracks']; discounts?: NamedProgram['discounts'] }
    return { version: last.version, currency: currency ?? 'USD', tracks: tiers, discounts }
  }, { isWanted: may('programs:read') })
  return data ?? undefined
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
