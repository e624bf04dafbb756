import type { Words } from '#console/words/use-words.ts'

/** What a role is called: the store's own name, or ours of one that every store has. */
export function roleName({ say, has }: Pick<Words, 'say' | 'has'>, { role, name }: { role: string; name: string | null }): string {
  return name ?? (has(`role.${role}`) ? say(`role.${role}`) : role)
}
