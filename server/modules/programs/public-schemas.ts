import { Type, type Static } from 'typebox'
import { CLOSED } from '#server/platform/schemas'

export const ReadPublicProgram = Type.Object({}, CLOSED)

export const PublicProgram = Type.Object({
  version: Type.Integer(), program: Type.Object({}, { additionalProperties: true, description: 'parts of the document, in its own words; `hasCondition` says that a rule asks for something that is not told' }),
}, { ...CLOSED, title: 'PublicProgram' })
export type PublicProgram = Static<typeof PublicProgram> & { program: Record<string, unknown> }
