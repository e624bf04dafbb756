import { del, get, own, type Route } from '#server/platform/route'
import * as acts from './change-ways.ts'
import { endSession, listSessions } from './list-sessions.ts'
import { listProviders, putProvider, removeProvider } from './change-providers.ts'
import * as providers from './provider-schemas.ts'
import * as shapes from './schemas.ts'
import { issueTicket } from './tickets.ts'
import * as ways from './way-schemas.ts'

const ID = 'mem_1kdvdna00kb1wmzrvz4gen'
const SESSION = 'ses_1kdvdna00kb1wmzrvz4gen'
const AT = '2026-01-05T10:00:00Z'
const LATER = '2026-02-04T10:00:00Z'
const session = { session: SESSION, way: 'code', device: 'Safari, iPhone', isCurrent: true, createdAt: AT, seenAt: AT, provenAt: AT, expiresAt: LATER }
const memberWays = { memberId: ID, email: 'a•••@example.com', ways: ['code', 'passkey', 'handover'], hasPassword: false, passwordChangedAt: null, passkeys: [{ passkey: 'KEDetxZcUfinhVi6Za5nZQ', name: 'My phone', createdAt: AT, usedAt: null }], hasTotp: false, providers: [] }
const provider = { provider: 'google', kind: 'google', issuer: 'https://accounts.google.com', clientId: '1234.apps.googleusercontent.com', label: 'Google', isOn: true, hasSecret: true, changedAt: AT }
const FRESH = 'Whoever asks has shown who they are in the last 10 minutes; else 403 `logins.step_up_needed`.'
const common = { permission: null, shoppers: 'members', isOnWorldClock: true } as const

/** Where members are signed in, and by what. Their times are the world's. */
export const loginsRoutes: readonly Route<acts.WaysHouse>[] = [
  get({
    path: '/sessions', ...common, input: shapes.OwnSessions, output: shapes.Sessions, run: listSessions,
    summary: 'List own sessions', description: 'The devices on which the member is signed in.', example: { output: { sessions: [session] } },
  }),
  own({
    path: '/sessions/:session', method: 'DELETE', ...common, input: shapes.EndSession, output: shapes.Ended, run: endSession,
    summary: 'End an own session', description: 'At once, everywhere. "current" signs out.', example: { output: { session: SESSION } },
  }),
  own({
    path: '/sessions/current/tickets', ...common, input: shapes.OwnSessions, output: shapes.Ticket, run: issueTicket, status: 201,
    summary: 'Carry the own session over to another page', description: 'For the way from a page of the shop to the member centre, whose session is a cookie: the page there sends the ticket to POST /sessions as `token`, with the way "ticket". It is good once, for a minute, and as long as the session that asked for it.',
    example: { input: {}, output: { ticket: 'rt_q7Zk…', expiresAt: AT } },
  }),
  get({
    path: '/members/:member/ways', ...common, permission: 'members:read', input: shapes.ReadWays, output: shapes.MemberWays, run: acts.readWays,
    summary: 'Read how a member signs in', description: 'Without any secret.', example: { output: memberWays },
  }),
  own({
    path: '/members/:member/password', ...common, input: ways.SetPassword, output: shapes.MemberWays, run: acts.setPassword,
    summary: 'Set the own password', description: `At least 12 characters, and none that everybody tries. Other devices are signed out. ${FRESH} Whoever has forgotten theirs signs in by a code first.`,
    example: { input: { password: 'kelp forest at noon' }, output: { ...memberWays, hasPassword: true, passwordChangedAt: AT } },
  }),
  own({
    path: '/members/:member/password', method: 'DELETE', ...common, input: ways.OfMember, output: shapes.MemberWays, run: acts.removePassword,
    summary: 'Remove the own password', description: `Another way must be left. ${FRESH}`, example: { output: memberWays },
  }),
  own({
    path: '/members/:member/passkey-options', ...common, input: ways.OfMember, output: ways.Question, run: acts.beginPasskey, status: 201,
    summary: 'Begin to add an own passkey', description: `For navigator.credentials.create(), on the host of this server. ${FRESH}`, example: { input: {}, output: { challenge: 'cha_1kdvdna00kb1wmzrvz4gen', options: { challenge: 'q7Zk…' }, expiresAt: AT } },
  }),
  own({
    path: '/members/:member/passkeys', ...common, input: ways.AddPasskey, output: shapes.MemberWays, run: acts.addPasskey,
    summary: 'Add an own passkey', description: FRESH, example: { input: { challenge: 'cha_1kdvdna00kb1wmzrvz4gen', passkey: { id: 'KEDetxZcUfinhVi6Za5nZQ' }, name: 'My phone' }, output: memberWays },
  }),
  own({
    path: '/members/:member/passkeys/:passkey', method: 'DELETE', ...common, input: ways.OfPasskey, output: shapes.MemberWays, run: acts.removePasskey,
    summary: 'Remove an own passkey', description: `Another way must be left. ${FRESH}`, example: { output: { ...memberWays, passkeys: [] } },
  }),
  own({
    path: '/members/:member/providers/:provider', method: 'DELETE', ...common, input: ways.OfProvider, output: shapes.MemberWays, run: acts.unlinkProvider,
    summary: 'Unlink another provider', description: `Nobody signs in by it as this member any more, until they link it again. Another way must be left; the member is told by mail. ${FRESH}`, example: { output: memberWays },
  }),
  own({
    path: '/members/:member/authenticator-options', ...common, input: ways.OfMember, output: ways.NewTotp, run: acts.beginAuthenticator, status: 201,
    summary: 'Begin to set up an own authenticator app', description: `The secret is shown this once; it counts once a code of it came. ${FRESH}`, example: { input: {}, output: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/…' } },
  }),
  own({
    path: '/members/:member/authenticator', ...common, input: ways.ConfirmTotp, output: shapes.MemberWays, run: acts.confirmAuthenticator,
    summary: 'Set up an own authenticator app', description: `From then on codes and passwords ask for a code of the app besides. ${FRESH}`, example: { input: { totp: '123456' }, output: { ...memberWays, hasTotp: true } },
  }),
  own({
    path: '/members/:member/authenticator', method: 'DELETE', ...common, input: ways.OfMember, output: shapes.MemberWays, run: acts.removeAuthenticator,
    summary: 'Remove the own authenticator app', description: FRESH, example: { output: memberWays },
  }),
  own({
    path: '/members/:member/authenticator-removals', permission: 'members:write', isOnWorldClock: true, input: ways.ResetAuthenticator, output: shapes.MemberWays, run: acts.resetAuthenticator, status: 201,
    summary: 'Take away the authenticator app of a member who has lost it', description: 'For whoever could not sign in any more by code or password. The member is told by mail.',
    example: { input: { reason: 'Lost her phone; called back under the number that we know' }, output: memberWays },
  }),
  get({
    path: '/sign-in-providers', permission: 'stores:read', isOnWorldClock: true, input: providers.NoInput, output: providers.Providers, run: listProviders,
    summary: 'List sign-in providers', description: 'By whom else shoppers may sign in; without secrets.', example: { output: { providers: [provider] } },
  }),
  own({
    path: '/sign-in-providers', permission: 'stores:write', isOnWorldClock: true, input: providers.PutProvider, output: providers.Provider, run: putProvider,
    summary: 'Put a sign-in provider', description: 'Google, Apple (by the key of your team, which signs what Apple takes as a secret), Facebook or any OpenID provider. At the provider, the address to come back to is /sign-in/callback of this server. Shoppers go to /sign-in/{store}/{provider}.',
    example: { input: { provider: 'google', kind: 'google', clientId: '1234.apps.googleusercontent.com', clientSecret: 'a secret of Google', label: 'Google' }, output: provider },
  }),
  del({
    path: '/sign-in-providers/:provider', permission: 'stores:write', isOnWorldClock: true, input: providers.OfProvider, output: providers.Providers, run: removeProvider,
    summary: 'Remove a sign-in provider', example: { output: { providers: [] } },
  }),
]
