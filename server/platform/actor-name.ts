import type { Actor } from './context.ts'

/** Who did something, as it is kept beside it. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'key': return actor.keyId
    case 'staff': return actor.staffId
    case 'member': return actor.memberId
    case 'guest': return 'guest'
    case 'system': return actor.job
  }
}
