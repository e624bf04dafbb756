import { del, get, patch, post, type Route } from '#server/platform/route'
import { changeView, createView, deleteView, listViews } from './keep-views.ts'
import { listRoster } from './list-roster.ts'
import { rosterCsv } from './roster-csv.ts'
import * as shapes from './schemas.ts'

const JOINED = '2026-01-05T10:00:00Z'
const member = {
  memberId: 'mem_1kdvdna0083nx4q9f7wj2r', kind: 'person', externalIds: ['customer-77'], name: 'Anna Schmidt', email: 'a•••@example.com', phone: '+49•••89', joinedAt: JOINED, lastAt: '2026-03-01T09:30:00Z',
  market: 'eu', region: 'DE', tags: ['vip'], levels: ['gold'], balance: 1250, debt: 0, spendMinor: 125000, currency: 'EUR', orders: 9, isTest: false,
}
const said = { name: 'Gold in Germany', isShared: true, filter: { level: ['gold'], region: ['DE'] }, columns: ['name', 'levels', 'balance'], sort: '-balance' }
const view = { view: 'view_1kdvdna0083nx4q9f7wj2', ...said, isOwn: true, changedAt: JOINED }

/** The list of a store's members for its staff, and their views of it. */
export const rosterRoutes: readonly Route[] = [
  get({
    path: '/roster', permission: 'members:read', input: shapes.ListRoster, output: shapes.RosterPage, run: listRoster, csv: rosterCsv,
    summary: 'List members by what they have', description: 'By any of the filters together, sorted by when they joined or were last active, by balance or by spend. How to reach them is masked. A change is in the list a second or two after it happened. As CSV: a key reads the words of the API, somebody of the staff headings, names and major units in the language of Accept-Language.',
    example: { output: { members: [member], next: null, total: { members: 1, isMore: false } } },
  }),
  get({
    path: '/views', permission: 'members:read', input: shapes.ListViews, output: shapes.Views, run: listViews,
    summary: 'List views of the member list', description: 'Those of whoever asks, and those that are shared.', example: { output: { views: [view] } },
  }),
  post({
    path: '/views', permission: 'members:read', input: shapes.CreateView, output: shapes.View, run: createView, status: 201,
    summary: 'Save a view of the member list', example: { input: said, output: view },
  }),
  patch({
    path: '/views/:view', permission: 'members:read', input: shapes.ChangeView, output: shapes.View, run: changeView,
    summary: 'Change a view of the member list', description: 'Only whoever saved it may; what is not sent stays.', example: { input: { name: 'Gold' }, output: { ...view, name: 'Gold' } },
  }),
  del({
    path: '/views/:view', permission: 'members:read', input: shapes.ViewName, output: shapes.View, run: deleteView,
    summary: 'Delete a view of the member list', example: { output: view },
  }),
]
