import { Type, type Static } from 'typebox'
import { PERMISSIONS } from '#server/modules/keys/index'
import { staffShapes } from '#server/modules/staff/index'
import { CLOSED, PLAIN, PlainText, Time } from '#server/platform/schemas'
import { BUILT_IN } from './built-in-roles.ts'

const { Email, NewPassword, StaffMember, Token } = staffShapes
const MOST_ROLES = 50

const SeatId = PlainText
const InvitationId = PlainText
/** A role that every store has, or one of its own. */
const RoleId = Type.String({ minLength: 1, maxLength: 200, pattern: PLAIN, description: `a role: ${BUILT_IN.join(', ')}, or the id of one of the store's own` })
const RoleName = Type.Union([Type.String(), Type.Null()], { description: 'what the store calls a role of its own; null: a built-in role, which each reader calls in their language' })
const Permissions = Type.Array(Type.Enum([...PERMISSIONS]), { uniqueItems: true, maxItems: PERMISSIONS.length, description: 'what the role may do' })
const StoreId = Type.String({ description: 'the id of a store, to be named in Rockpool-Store' })

export const StaffStore = Type.Object({ id: StoreId, name: Type.String(), kind: Type.Enum(['live', 'sandbox']) }, { ...CLOSED, title: 'StaffStore' })
export type StaffStore = Static<typeof StaffStore>

const MySeat = Type.Object({ store: StaffStore, role: RoleId, roleName: RoleName, permissions: Type.Array(Type.String()) }, { ...CLOSED, title: 'MySeat' })
export const Me = Type.Object({ staff: StaffMember, seats: Type.Array(MySeat), mayMakeStores: Type.Boolean({ description: 'whether they own a store, or the house: who does may make another store' }) }, { ...CLOSED, title: 'Me' })
export type Me = Static<typeof Me>

export const Stores = Type.Object({ stores: Type.Array(StaffStore) }, { ...CLOSED, title: 'Stores' })
export const CreateStore = Type.Object({ name: PlainText, kind: Type.Enum(['live', 'sandbox'], { default: 'live' }) }, { ...CLOSED, title: 'CreateStore' })
export type CreateStore = Static<typeof CreateStore>
export const RenameStore = Type.Object({ name: PlainText }, { ...CLOSED, title: 'RenameStore' })

export const BecomeOwner = Type.Object({
  token: Token, name: Type.Optional(PlainText), email: Type.Optional(Email), password: Type.Optional(NewPassword),
}, { ...CLOSED, title: 'BecomeOwner', description: 'name, email and password where nobody is signed in' })
export type BecomeOwner = Static<typeof BecomeOwner>

export const AcceptInvitation = Type.Object({
  token: Token, name: Type.Optional(PlainText), password: Type.Optional(NewPassword),
}, { ...CLOSED, title: 'AcceptInvitation', description: 'a password where the address is nobody’s yet; else whoever it is must be signed in' })
export type AcceptInvitation = Static<typeof AcceptInvitation>

export const Accepted = Type.Object({ store: Type.Union([StaffStore, Type.Null()], { description: 'where the seat is; null: in every store' }) }, { ...CLOSED, title: 'Accepted' })

export const Seat = Type.Object({
  seat: SeatId, name: Type.String(), email: Type.String(), role: RoleId, roleName: RoleName, since: Time,
  hasSecondFactor: Type.Boolean(), isMe: Type.Boolean({ description: 'whether it is the seat of whoever asks' }),
}, { ...CLOSED, title: 'Seat' })
export type Seat = Static<typeof Seat>
export const Seats = Type.Object({ seats: Type.Array(Seat) }, { ...CLOSED, title: 'Seats' })
export const SeatName = Type.Object({ seat: SeatId }, CLOSED)
export const ChangeSeat = Type.Object({ seat: SeatId, role: RoleId }, { ...CLOSED, title: 'ChangeSeat' })

export const Link = Type.Object({
  link: Type.String({ description: 'works once; whoever has it can use it, so hand it to whom it is for and nobody else' }), expiresAt: Time,
}, { ...CLOSED, title: 'Link' })
export type Link = Static<typeof Link>

export const InvitationMade = Type.Object({ ...Link.properties, isMailed: Type.Boolean({ description: 'whether it was written to whoever is invited; else the link is for you to hand over' }) }, { ...CLOSED, title: 'InvitationMade' })
export type InvitationMade = Static<typeof InvitationMade>

export const LinkMailed = Type.Object({ expiresAt: Time }, { ...CLOSED, title: 'LinkMailed' })
const Reason = Type.String({ minLength: 3, maxLength: 300, pattern: PLAIN, description: 'why; it stands in the audit, and the colleague reads it' })
export const ResetFactor = Type.Object({ seat: SeatId, reason: Reason }, { ...CLOSED, title: 'ResetSecondFactor' })
export type ResetFactor = Static<typeof ResetFactor>

export const ShowInvitation = Type.Object({ token: Token }, { ...CLOSED, title: 'ShowInvitation' })
export type ShowInvitation = Static<typeof ShowInvitation>
export const InvitationShown = Type.Object({
  store: StaffStore, role: RoleId, roleName: RoleName, email: Type.String({ description: 'the address that is invited' }), name: Type.Union([Type.String(), Type.Null()]),
  invitedBy: Type.Union([Type.String(), Type.Null()], { description: 'what whoever invites is called; null: a program of the store' }), madeAt: Time, expiresAt: Time,
}, { ...CLOSED, title: 'InvitationShown' })
export type InvitationShown = Static<typeof InvitationShown>

export const Invite = Type.Object({ email: Email, name: Type.Optional(PlainText), role: RoleId }, { ...CLOSED, title: 'Invite' })
export type Invite = Static<typeof Invite>
export const Invitation = Type.Object({
  invitation: InvitationId, email: Type.String(), name: Type.Union([Type.String(), Type.Null()]), role: RoleId, roleName: RoleName, madeAt: Time, expiresAt: Time,
}, { ...CLOSED, title: 'Invitation' })
export type Invitation = Static<typeof Invitation>
export const Invitations = Type.Object({ invitations: Type.Array(Invitation) }, { ...CLOSED, title: 'Invitations' })
export const InvitationName = Type.Object({ invitation: InvitationId }, CLOSED)

export const Role = Type.Object({
  role: RoleId, name: RoleName, isBuiltIn: Type.Boolean(), permissions: Permissions, needsSecondFactor: Type.Boolean({ description: 'whether whoever has it must enrol a second factor before anything else' }),
}, { ...CLOSED, title: 'Role' })
export type Role = Static<typeof Role>
export const Roles = Type.Object({ roles: Type.Array(Role, { maxItems: BUILT_IN.length + MOST_ROLES }) }, { ...CLOSED, title: 'Roles' })
export const RoleRef = Type.Object({ role: RoleId }, CLOSED)
export const CreateRole = Type.Object({ name: PlainText, permissions: Permissions, needsSecondFactor: Type.Boolean({ default: false }) }, { ...CLOSED, title: 'CreateRole' })
export type CreateRole = Static<typeof CreateRole>
export const ChangeRole = Type.Object({
  role: RoleId, name: Type.Optional(PlainText), permissions: Type.Optional(Permissions), needsSecondFactor: Type.Optional(Type.Boolean()),
}, { ...CLOSED, title: 'ChangeRole' })
export type ChangeRole = Static<typeof ChangeRole>

export const PermissionGrid = Type.Object({
  permissions: Type.Array(Type.String(), { description: 'all that there are, by module and deed' }),
  roles: Type.Array(Type.Object({ role: Type.String(), permissions: Type.Array(Type.String()) }, CLOSED), { description: 'the built-in roles' }),
}, { ...CLOSED, title: 'PermissionGrid' })
