import { Type, type Static } from 'typebox'
import { MemberRef } from '#server/modules/members/index'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const AuditEntry = Type.Object({
  number: Type.Integer({ description: 'counts the entries of the store, from 1' }),
  at: Time,
  actorKind: Type.Enum(['staff', 'key']),
  actor: Type.String({ description: 'the id of who did it' }),
  actorName: orNull(Type.String({ description: 'what they are called now' })),
  deed: Type.String({ description: 'the operation, such as "PATCH /seats/:seat"' }),
  subject: orNull(Type.String({ description: 'what it was done to: the path with our own ids' })),
  reason: orNull(Type.String()),
  before: Type.Unknown({ description: 'what stood there, where there was something to read; personal data masked' }),
  after: Type.Unknown({ description: 'what stood there then, else what was asked; personal data masked' }),
  refusal: orNull(Type.String({ description: 'the code under which it was refused after all; null: it was done' })),
}, { ...CLOSED, title: 'AuditEntry' })

const Filters = {
  actor: Type.Optional(PlainText), deed: Type.Optional(PlainText), member: Type.Optional(MemberRef), from: Type.Optional(Time), until: Type.Optional(Time),
  subject: Type.Optional(Type.Unsafe<string>({ ...PlainText, description: 'what it was done to: the path with our own ids, and all that lies below it' })),
}

export const ListAudit = Type.Object({ ...Filters, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListAudit = Static<typeof ListAudit>
export const ExportAudit = Type.Object(Filters, CLOSED)
export type ExportAudit = Static<typeof ExportAudit>

const Names = Type.Record(Type.String(), Type.String(), { description: 'what those are called now, by their ids, who stand in subject, before and after: staff, keys, and members and drafts for whoever reads those' })

export const AuditPage = Type.Object({ entries: Type.Array(AuditEntry), names: Names, next: orNull(Cursor) }, { ...CLOSED, title: 'AuditPage' })
export type AuditPage = Static<typeof AuditPage>

export const NoInput = Type.Object({}, CLOSED)
export const AuditChoices = Type.Object({
  actors: Type.Array(Type.Object({ actor: Type.String(), actorKind: Type.Enum(['staff', 'key']), actorName: orNull(Type.String()) }, CLOSED), { description: 'whoever stands in the audit' }), deeds: Type.Array(Type.String()),
}, { ...CLOSED, title: 'AuditChoices' })
export type AuditChoices = Static<typeof AuditChoices>
