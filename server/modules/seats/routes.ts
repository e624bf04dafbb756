import { staffShapes, type StaffHouse } from '#server/modules/staff/index'
import { del, get, own, patch, post, storeless, type Route } from '#server/platform/route'
import { becomeOwner } from './become-owner.ts'
import { makePasswordLink, mailPasswordLink, resetColleaguesFactor } from './help-colleague.ts'
import { acceptInvitation, inviteByMail, listInvitations, revokeInvitation, showInvitation } from './invitations.ts'
import { createStore, listMyStores, readMe } from './read-me.ts'
import { changeRole, createRole, findRoles, readPermissions, removeRole, requireRole } from './roles.ts'
import * as shapes from './schemas.ts'
import { changeSeat, getSeat, listSeats, readStore, removeSeat, renameStore } from './seats.ts'

const { Done, Nothing } = staffShapes
const AT = '2026-01-05T10:00:00Z'
const store = { id: 'str_1h3kq8v2m0c4s6d8f0g2h4', name: 'Harbour & Co', kind: 'live' }
const seat = { seat: 'sea_1h3kq8v2m0c4s6d8f0g2h4', name: 'Lin Mei', email: 'mei@example.com', role: 'support', roleName: null, since: AT, hasSecondFactor: true, isMe: false }
const role = { role: 'rol_1h3kq8v2m0c4s6d8f0g2h4', name: 'Fair stand', isBuiltIn: false, permissions: ['members:read', 'members:write'], needsSecondFactor: false }
const invitation = { invitation: 'inv_1h3kq8v2m0c4s6d8f0g2h4', email: 'mei@example.com', name: 'Lin Mei', role: 'support', roleName: null, madeAt: AT, expiresAt: '2026-01-08T10:00:00Z' }
const link = { link: '/console/invitation#token=q7Zk…', expiresAt: '2026-01-08T10:00:00Z' }
const token = 'A'.repeat(43)
const password = 'a boat, three lanterns'
/** Seats and what is made for them end by the world's clock, whatever that of a sandbox says. */
const isOnWorldClock = true

/** Who may do what in a store: seats, roles, invitations, and the stores that somebody has a seat in. */
export const seatsRoutes: readonly Route<StaffHouse>[] = [
  storeless({
    method: 'GET', door: 'enrolling', path: '/staff/me', input: Nothing, output: shapes.Me, run: readMe,
    summary: 'Read who I am', description: 'Also where I have a seat, and what I may do there.',
    example: { output: { staff: { id: 'stf_1h3kq8v2m0c4s6d8f0g2h4', name: 'Lin Mei', email: 'mei@example.com', locale: 'zh-CN', hasTotp: true, hasSecondFactor: true, hasRecoveryCodes: true, needsSecondFactor: false }, seats: [{ store, role: 'support', roleName: null, permissions: ['members:read'] }], mayMakeStores: false } },
  }),
  storeless({
    method: 'POST', door: 'anybody', path: '/staff/owner', isByLink: true, input: shapes.BecomeOwner, output: shapes.Accepted, run: becomeOwner, status: 201,
    summary: 'Become the owner by the link of the terminal', description: 'Of every store that there is. Somebody new is signed in at once.',
    example: { input: { token, name: 'Lin Mei', email: 'mei@example.com', password }, output: { store: null } },
  }),
  storeless({
    method: 'POST', door: 'anybody', path: '/staff/acceptances', isByLink: true, input: shapes.AcceptInvitation, output: shapes.Accepted, run: acceptInvitation, status: 201,
    summary: 'Accept an invitation', description: 'Somebody new sets a password and is signed in at once; whoever has an account signs in with it first.',
    example: { input: { token, name: 'Lin Mei', password }, output: { store } },
  }),
  storeless({
    method: 'POST', door: 'anybody', path: '/staff/invitation-views', isByLink: true, audit: 'none', input: shapes.ShowInvitation, output: shapes.InvitationShown, run: showInvitation,
    summary: 'Look at an invitation', description: 'Who invites whom, to which store and as what, before it is accepted. One that is over says why.',
    example: { input: { token }, output: { store, role: 'support', roleName: null, email: 'mei@example.com', name: 'Lin Mei', invitedBy: 'Olga Owner', madeAt: AT, expiresAt: '2026-01-08T10:00:00Z' } },
  }),
  storeless({ method: 'GET', door: 'staff', path: '/stores', input: Nothing, output: shapes.Stores, run: listMyStores, summary: 'List my stores', example: { output: { stores: [store] } } }),
  storeless({
    method: 'POST', door: 'staff', path: '/stores', input: shapes.CreateStore, output: shapes.StaffStore, run: createStore, status: 201,
    summary: 'Make a store', description: 'For owners of a store; whoever makes it is its owner.', example: { input: { name: 'Harbour & Co', kind: 'live' }, output: store },
  }),
  get({ path: '/store', permission: 'staff:read', input: Nothing, output: shapes.StaffStore, run: readStore, isOnWorldClock, summary: 'Read what the store is called', example: { output: store } }),
  patch({ path: '/store', permission: 'stores:write', input: shapes.RenameStore, output: shapes.StaffStore, run: renameStore, isOnWorldClock, summary: 'Rename the store', example: { input: { name: 'Harbour & Co' }, output: store } }),
  get({ path: '/seats', permission: 'staff:read', input: Nothing, output: shapes.Seats, run: listSeats, isOnWorldClock, summary: 'List seats', example: { output: { seats: [seat] } } }),
  get({ path: '/seats/:seat', permission: 'staff:read', input: shapes.SeatName, output: shapes.Seat, run: getSeat, isOnWorldClock, summary: 'Read a seat', example: { output: seat } }),
  patch({
    path: '/seats/:seat', permission: 'staff:write', input: shapes.ChangeSeat, output: shapes.Seat, run: changeSeat, isOnWorldClock,
    summary: 'Give a seat another role', description: 'Nobody gives or takes more than they have; one owner stays.', example: { input: { role: 'support' }, output: seat },
  }),
  del({ path: '/seats/:seat', permission: 'staff:write', input: shapes.SeatName, output: shapes.Seat, run: removeSeat, isOnWorldClock, summary: 'Take a seat away', example: { output: seat } }),
  post({
    path: '/seats/:seat/password-links', permission: 'staff:write', input: shapes.SeatName, output: shapes.Link, run: makePasswordLink, status: 201, isOnWorldClock,
    summary: 'Make a link for a new password', description: 'Works once, for a day. The link is a path of this server, for you to hand over.', example: { input: {}, output: { ...link, link: '/console/password#token=q7Zk…' } },
  }),
  own({
    path: '/seats/:seat/password-mails', permission: 'staff:write', input: shapes.SeatName, output: shapes.LinkMailed, run: mailPasswordLink, status: 201, isOnWorldClock,
    summary: 'Mail a link for a new password', description: 'To whoever has the seat, by the mail server of the store; the answer does not have it. Works once, for a day.', example: { input: {}, output: { expiresAt: '2026-01-06T10:00:00Z' } },
  }),
  post({
    path: '/seats/:seat/second-factor-resets', permission: 'staff:write', input: shapes.ResetFactor, output: shapes.Seat, run: resetColleaguesFactor, status: 201, isOnWorldClock,
    summary: 'Reset a lost second factor', description: 'Of a colleague: app, recovery codes and passkeys go, all sessions end, and they are told by mail. Of the last owner: `rockpool staff reset-factor` on the server.',
    example: { input: { reason: 'lost her phone, came by in person' }, output: { ...seat, hasSecondFactor: false } },
  }),
  own({
    path: '/invitations', permission: 'staff:write', input: shapes.Invite, output: shapes.InvitationMade, run: inviteByMail, status: 201, isOnWorldClock, isNaming: true,
    summary: 'Invite somebody to a seat', description: 'Works once, for three days; an open one to the same address ends. Where the store sends mails it is written to them; else the link, a path of this server, is for you to hand over.', example: { input: { email: 'mei@example.com', name: 'Lin Mei', role: 'support' }, output: { ...link, isMailed: true } },
  }),
  get({ path: '/invitations', permission: 'staff:read', input: Nothing, output: shapes.Invitations, run: listInvitations, isOnWorldClock, summary: 'List open invitations', example: { output: { invitations: [invitation] } } }),
  del({ path: '/invitations/:invitation', permission: 'staff:write', input: shapes.InvitationName, output: Done, run: revokeInvitation, isOnWorldClock, summary: 'Take an invitation back', example: { output: { isDone: true } } }),
  get({ path: '/roles', permission: 'staff:read', input: Nothing, output: shapes.Roles, run: async (ctx) => ({ roles: await findRoles(ctx) }), isOnWorldClock, summary: 'List roles', example: { output: { roles: [role] } } }),
  get({ path: '/roles/:role', permission: 'staff:read', input: shapes.RoleRef, output: shapes.Role, run: (ctx, input) => requireRole(ctx, input.role), isOnWorldClock, summary: 'Read a role', example: { output: role } }),
  post({ path: '/roles', permission: 'staff:write', input: shapes.CreateRole, output: shapes.Role, run: createRole, status: 201, isOnWorldClock, summary: 'Make a role of the store', description: 'With no more than you have yourself.', example: { input: { name: 'Fair stand', permissions: ['members:read', 'members:write'] }, output: role } }),
  patch({ path: '/roles/:role', permission: 'staff:write', input: shapes.ChangeRole, output: shapes.Role, run: changeRole, isOnWorldClock, summary: 'Change a role', description: 'Of a built-in one only whether it needs a second factor.', example: { input: { needsSecondFactor: true }, output: { ...role, needsSecondFactor: true } } }),
  del({ path: '/roles/:role', permission: 'staff:write', input: shapes.RoleRef, output: shapes.Role, run: removeRole, isOnWorldClock, summary: 'Take a role away', description: 'One that no seat and no open invitation has.', example: { output: role } }),
  get({
    path: '/permissions', permission: 'staff:read', input: Nothing, output: shapes.PermissionGrid, run: readPermissions, isOnWorldClock,
    summary: 'List permissions', description: 'All that there are, and which of them the built-in roles have.', example: { output: { permissions: ['members:read', 'members:write'], roles: [{ role: 'analyst', permissions: ['members:read'] }] } },
  }),
]
