import { Type, type Static } from 'typebox'
import { MemberId, MemberRef } from '#server/modules/members/index'
import { CLOSED, Cursor, Limit, PlainText, Time } from '#server/platform/schemas'

const LONGEST_NOTE = 4_000
const MaybeText = Type.Union([Type.String(), Type.Null()])
/** Control characters but line breaks and tabs are no text. */
const NoteText = Type.String({ minLength: 1, maxLength: LONGEST_NOTE, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f\\ud800-\\udfff]*$', description: `a text of 1 to ${LONGEST_NOTE} characters, on several lines if need be` })
const Ticket = Type.Unsafe<string>({ ...PlainText, description: 'the number or the address of a ticket in the system of customer service' })
const Author = Type.Object({ id: Type.String({ description: 'staff (stf_…) or key (key_…)' }), name: MaybeText }, { ...CLOSED, title: 'NoteAuthor' })

export const Note = Type.Object({ note: Type.String(), text: Type.String(), ticket: MaybeText, by: Author, at: Time, isOwn: Type.Boolean({ description: 'whether it is of whoever asks, who alone may take it away' }) }, { ...CLOSED, title: 'Note' })
export type Note = Static<typeof Note>

export const ListNotes = Type.Object({ member: MemberRef, after: Type.Optional(Cursor), limit: Limit }, CLOSED)
export type ListNotes = Static<typeof ListNotes>
export const NotePage = Type.Object({ memberId: MemberId, notes: Type.Array(Note), next: Type.Union([Cursor, Type.Null()]) }, { ...CLOSED, title: 'NotePage' })
export type NotePage = Static<typeof NotePage>

export const AddNote = Type.Object({ member: MemberRef, text: NoteText, ticket: Type.Optional(Ticket) }, { ...CLOSED, title: 'AddNote' })
export type AddNote = Static<typeof AddNote>
export const NoteName = Type.Object({ member: MemberRef, note: PlainText }, CLOSED)
export type NoteName = Static<typeof NoteName>

/** What is known of a person by a note, as it is exported. */
export const KnownNote = Type.Object({ at: Time, text: Type.String(), ticket: MaybeText }, { ...CLOSED, title: 'KnownNote' })
export type KnownNote = Static<typeof KnownNote>

export const MemberName = Type.Object({ member: MemberRef }, CLOSED)
export type MemberName = Static<typeof MemberName>
export const SetManager = Type.Object({ member: MemberRef, staff: Type.Unsafe<string>({ ...PlainText, description: 'an id of GET /managers, or "me"' }) }, { ...CLOSED, title: 'SetManager' })
export type SetManager = Static<typeof SetManager>
const Manager = Type.Object({ staff: Type.Union([Type.String(), Type.Null()], { description: 'null where a member asks' }), name: Type.String(), email: Type.String(), since: Time }, { ...CLOSED, title: 'Manager' })
export const MemberManager = Type.Object({ memberId: MemberId, manager: Type.Union([Manager, Type.Null()], { description: 'null: nobody' }) }, { ...CLOSED, title: 'MemberManager' })
export type MemberManager = Static<typeof MemberManager>

export const ListManagers = Type.Object({}, CLOSED)
const PossibleManager = Type.Object({ staff: Type.String(), name: Type.String(), members: Type.Integer({ description: 'whom they look after' }), isOneself: Type.Boolean() }, { ...CLOSED, title: 'PossibleManager' })
export const Managers = Type.Object({ managers: Type.Array(PossibleManager) }, { ...CLOSED, title: 'Managers' })
export type Managers = Static<typeof Managers>
