import { Type, type Static } from 'typebox'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'
import { PERMISSIONS } from './permissions.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const KeyId = Type.String({ pattern: '^key_[0-9a-z]{22}$', description: 'the id of a key, such as "key_…"' })
const Scopes = Type.Array(Type.Enum([...PERMISSIONS]), { minItems: 1, maxItems: PERMISSIONS.length, uniqueItems: true, description: `a list of permissions, out of ${PERMISSIONS.join(', ')}` })
const MOST_OVERLAP_HOURS = 24 * 30

/** A key as it is shown: never its secret. */
export const ApiKey = Type.Object({
  key: KeyId,
  name: PlainText,
  prefix: Type.String({ description: 'how the secret begins' }),
  scopes: Type.Array(Type.String()),
  createdAt: Time,
  lastUsedAt: Type.Union([Time, Type.Null()], { description: 'to the minute; null before the first use' }),
  expiresAt: orNull(Time),
  revokedAt: orNull(Time),
  replacedBy: Type.Union([KeyId, Type.Null()], { description: 'the key that a rotation put in its place' }),
}, { ...CLOSED, title: 'ApiKey' })
export type ApiKey = Static<typeof ApiKey>

/** A key that was just made; its secret is shown this once. */
export const NewApiKey = Type.Object({
  ...ApiKey.properties, secret: Type.String({ description: 'shown this once; we keep a hash of it' }),
}, { ...CLOSED, title: 'NewApiKey' })
export type NewApiKey = Static<typeof NewApiKey>

export const CreateKey = Type.Object({
  name: PlainText, scopes: Scopes, expiresAt: Type.Optional(Time),
}, { ...CLOSED, title: 'CreateKey' })
export type CreateKey = Static<typeof CreateKey>

export const ListKeys = Type.Object({ after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListKeys = Static<typeof ListKeys>

export const KeyPage = Type.Object({ keys: Type.Array(ApiKey), next: orNull(Cursor) }, { ...CLOSED, title: 'KeyPage' })
export type KeyPage = Static<typeof KeyPage>

export const RotateKey = Type.Object({
  key: KeyId,
  overlapHours: Type.Integer({ minimum: 0, maximum: MOST_OVERLAP_HOURS, default: 24, description: `for how many hours the old secret still works, 0 to ${MOST_OVERLAP_HOURS}` }),
}, { ...CLOSED, title: 'RotateKey' })
export type RotateKey = Static<typeof RotateKey>

export const RevokeKey = Type.Object({ key: KeyId }, CLOSED)
export type RevokeKey = Static<typeof RevokeKey>
