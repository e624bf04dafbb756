import { selectPeople } from '#server/modules/staff/index'
import type { ReadContext } from '#server/platform/context'
import { listKeyNames } from './keys.store.ts'

/** What staff and keys are called now, by the ids that are kept beside what they did; nothing of any other, or of one that is gone. */
export async function nameActors(ctx: ReadContext, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const of = (prefix: string): string[] => [...new Set(ids.filter((id) => id?.startsWith(prefix) === true) as string[])]
  const [people, keys] = [await selectPeople(ctx.db, of('stf_')), await listKeyNames(ctx, of('key_'))]
  return new Map([...people.map(({ staffId, name }) => [staffId, name] as const), ...keys.map(({ key, name }) => [key, name] as const)])
}

/** What explanations call whoever did something: their name now, or the id of one that has none. */
export async function nameAuthor(ctx: ReadContext, id: string): Promise<string> {
  return (await nameActors(ctx, [id])).get(id) ?? id
}

/** The same, with names for those authors that were kept as ids. */
export async function withAuthors<T extends Readonly<Record<string, unknown>>>(ctx: ReadContext, told: readonly T[]): Promise<T[]> {
  const authorOf = ({ author }: T): string | null => (typeof author === 'string' ? author : null)
  const names = await nameActors(ctx, told.map(authorOf))
  return told.map((one) => ({ ...one, ...(names.has(authorOf(one) ?? '') ? { author: names.get(authorOf(one) ?? '') } : {}) }))
}
