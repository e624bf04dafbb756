import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Keyring } from '#server/modules/keys/index'
import type { Actor } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { House } from './house.ts'
import type { RateLimit } from './rate-limit.ts'

/** Who asks, and in which store. */
export type Caller = { storeId: string; isSandbox: boolean; actor: Extract<Actor, { kind: 'key' }> }

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the key was found; routes of the API have always one. */
    caller: Caller | null
  }
}

/** The doors that each route of the API has: a live key, its rate, and the permission. Whoever is not let in learns nothing else. */
export type Doors = { house: House; keyring: Keyring; rateLimit: RateLimit }

/** Lets a request in, or throws. @throws AppError http.no_key, http.wrong_key, http.limited, http.no_permission */
export async function letIn(doors: Doors, permission: string, { request, reply }: { request: FastifyRequest; reply: FastifyReply }): Promise<void> {
  const caller = await findCaller(doors, request.headers.authorization)
  request.caller = caller
  const { headers, refusal } = await doors.rateLimit.take(caller.actor.keyId)
  reply.headers(headers)
  if (refusal !== null) throw refusal
  if (!caller.actor.permissions.has(permission)) throw new AppError('forbidden', 'http.no_permission', { permission })
}

async function findCaller({ house, keyring }: Doors, authorization: string | undefined): Promise<Caller> {
  const secret = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
  if (secret === undefined) throw new AppError('unauthenticated', 'http.no_key')
  const found = await keyring.findKey(secret, house.clock())
  if (found === undefined) throw new AppError('unauthenticated', 'http.wrong_key')
  const { storeId, isSandbox, keyId, scopes } = found
  return { storeId, isSandbox, actor: { kind: 'key', keyId, permissions: scopes } }
}
