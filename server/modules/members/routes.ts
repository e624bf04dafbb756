import { del, get, patch, post, type Route } from '#server/platform/route'
import { addBuyer, changeBuyer, removeBuyer } from './change-buyers.ts'
import { freezeMember, getFreeze, restoreMember } from './change-freeze.ts'
import { addExternalIds, removeExternalId } from './change-external-ids.ts'
import { listBuyers } from './list-buyers.ts'
import * as shapes from './schemas.ts'

const COMPANY = 'mem_1kdvdna00kb1wmzrvz4gen'
const BUYER = 'mem_1kdvdna0083nx4q9f7wj2r'
const externalIds = { memberId: BUYER, externalIds: ['customer-77', 'pos-4711'] }
const freeze = { memberId: BUYER, isFrozen: true, frozenAt: '2026-01-05T10:00:00Z', frozenBy: 'key_1kdvdna00kb1wmzrvz4gen', reason: 'Somebody else signed in' }
const buyer = { company: COMPANY, memberId: BUYER, role: 'buyer', since: '2026-01-05T10:00:00Z' }

/** What concerns nobody but the people: how the shop names them, and whom they buy for. */
export const membersRoutes: readonly Route[] = [
  post({
    path: '/members/:member/external-ids', permission: 'members:write', input: shapes.AddExternalIds, output: shapes.ExternalIds, run: addExternalIds, status: 201,
    summary: 'Add external ids to a member', description: "One person may have an id in each of the shop's systems. Adding one twice is adding it once; one that names somebody else is refused.",
    example: { input: { externalIds: ['pos-4711'] }, output: externalIds },
  }),
  del({
    path: '/members/:member/external-ids/:externalId', permission: 'members:write', input: shapes.RemoveExternalId, output: shapes.ExternalIds, run: removeExternalId,
    summary: 'Remove an external id from a member', description: 'An event under this id makes another member from then on.',
    example: { output: { ...externalIds, externalIds: ['customer-77'] } },
  }),
  get({
    path: '/members/:member/buyers', permission: 'members:read', input: shapes.ListBuyers, output: shapes.BuyerPage, run: listBuyers,
    summary: 'List the buyers of a company',
    example: { output: { company: COMPANY, buyers: [{ memberId: BUYER, externalIds: ['customer-77'], name: 'Anna Schmidt', email: 'a•••@example.com', phone: '+49•••89', role: 'buyer', since: '2026-01-05T10:00:00Z' }], next: null } },
  }),
  post({
    path: '/members/:member/buyers', permission: 'members:write', input: shapes.AddBuyer, output: shapes.Buyer, run: addBuyer, status: 201,
    summary: 'Add a buyer to a company', description: 'One person may buy for several companies, in one role for each.', example: { input: { buyer: 'customer-77', role: 'buyer' }, output: buyer },
  }),
  patch({
    path: '/members/:member/buyers/:buyer', permission: 'members:write', input: shapes.ChangeBuyer, output: shapes.Buyer, run: changeBuyer,
    summary: 'Change the role of a buyer', example: { input: { role: 'owner' }, output: { ...buyer, role: 'owner' } },
  }),
  del({
    path: '/members/:member/buyers/:buyer', permission: 'members:write', input: shapes.RemoveBuyer, output: shapes.Buyer, run: removeBuyer,
    summary: 'Remove a buyer from a company', description: 'The answer shows who they were.', example: { output: buyer },
  }),
  get({
    path: '/members/:member/freeze', permission: 'members:read', input: shapes.GetFreeze, output: shapes.Freeze, run: getFreeze,
    summary: 'Read whether a member is frozen', example: { output: freeze },
  }),
  post({
    path: '/members/:member/freeze', permission: 'members:write', input: shapes.FreezeMember, output: shapes.Freeze, run: freezeMember, status: 201,
    summary: 'Freeze a member', description: 'They are signed out everywhere, cannot sign in, and nothing of theirs can be spent, held, sent or redeemed. What they earn goes on.',
    example: { input: { reason: 'Somebody else signed in' }, output: freeze },
  }),
  del({
    path: '/members/:member/freeze', permission: 'members:write', input: shapes.GetFreeze, output: shapes.Freeze, run: restoreMember,
    summary: 'Restore a frozen member', example: { output: { memberId: BUYER, isFrozen: false, frozenAt: null, frozenBy: null, reason: null } },
  }),
]
