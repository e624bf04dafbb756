import { selectPeople } from '#server/modules/staff/index'
import type { ReadContext } from '#server/platform/context'
import { listKeyNames } from './keys.store.ts'

/** What staff and keys are called now, by the ids that are kept beside what they did; nothing of any other, or of one that is gone. */
export async function nameActors(ctx: ReadContext, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const of = (prefix: string): string[] => [...new Set(ids.filter((id) => id?.startsWith(prefix) === true) as string[])]
  const [people, keys] = [await selectPeople(ctx.db, of('stf_')), await listKeyNames(ctx, of('key_'))]
  return new Map([...people.map(({ staffId, name }) => [staffId, name] as const), ...keys.map(({ key, name }) => [key, name] as const)])
}
