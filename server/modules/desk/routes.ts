import { del, get, post, type Route } from '#server/platform/route'
import { listManagers, readManager, removeManager, setManager } from './managers.ts'
import { addNote, listNotes, removeNote } from './notes.ts'
import * as shapes from './schemas.ts'

const ID = 'mem_1kdvdna00kb1wmzrvz4gen'
const STAFF = 'stf_1kdvdna00kb1wmzrvz4gen'
const AT = '2026-01-05T10:00:00Z'
const note = { note: 'note_1kdvdna0083nx4q9f7wj2r', text: 'Asked for a second invoice; sent.', ticket: 'ZD-1742', by: { id: STAFF, name: 'Mei Lin' }, at: AT, isOwn: true }
const managed = { memberId: ID, manager: { staff: STAFF, name: 'Mei Lin', email: 'mei@example.com', since: AT } }

/** What customer service keeps of members. */
export const deskRoutes: readonly Route[] = [
  get({
    path: '/members/:member/notes', permission: 'members:read', input: shapes.ListNotes, output: shapes.NotePage, run: listNotes,
    summary: 'List the notes on a member', description: 'The newest first. No shopper ever sees them.', example: { output: { memberId: ID, notes: [note], next: null } },
  }),
  post({
    path: '/members/:member/notes', permission: 'members:write', input: shapes.AddNote, output: shapes.Note, run: addNote, status: 201,
    summary: 'Write a note on a member', example: { input: { text: note.text, ticket: note.ticket }, output: note },
  }),
  del({
    path: '/members/:member/notes/:note', permission: 'members:write', input: shapes.NoteName, output: shapes.Note, run: removeNote,
    summary: 'Remove a note', description: 'Only its writer may. The answer shows what it was.', example: { output: note },
  }),
  get({
    path: '/managers', permission: 'members:read', input: shapes.ListManagers, output: shapes.Managers, run: listManagers,
    summary: 'List who may look after members', description: 'Everybody with a seat in the store.', example: { output: { managers: [{ staff: STAFF, name: 'Mei Lin', members: 42, isOneself: true }] } },
  }),
  get({
    path: '/members/:member/manager', permission: 'members:read', shoppers: 'members', input: shapes.MemberName, output: shapes.MemberManager, run: readManager,
    summary: 'Read who looks after a member', description: 'Members see the name and the address of theirs.', example: { output: managed },
  }),
  post({
    path: '/members/:member/manager', permission: 'members:write', input: shapes.SetManager, output: shapes.MemberManager, run: setManager, status: 201,
    summary: 'Give a member to a colleague', description: 'In the place of whoever looked after them until now.', example: { input: { staff: STAFF }, output: managed },
  }),
  del({
    path: '/members/:member/manager', permission: 'members:write', input: shapes.MemberName, output: shapes.MemberManager, run: removeManager,
    summary: 'Take the account manager away', example: { output: { memberId: ID, manager: null } },
  }),
]
